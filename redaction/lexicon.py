"""Word lists to decide whether a word is a name: lower case, no accents, four languages."""

import re
from pathlib import Path


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


# Before a surname: they belong to the name, and reveal gender.
TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady herr herrn frau hr fr dipl ing m mme
    mlle madame monsieur mademoiselle mm maitre dhr mevrouw mevr mw meneer heer drs ir mijnheer
    cllr hon rev reverend doctor doktor docteur professeur me pr med rer nat jur pol habil ing mag
    """
)
# Titles only with a capital letter; in lower case they are other words.
TITLES_WITH_CAPITAL = _words("me pr mm hon mag nat doctor doktor docteur professeur")
TITLES_WITH_ARTICLE = {
    "heer": ("de", "De"),
    **dict.fromkeys(("dr", "docteur", "pr", "professeur"), ("le", "la", "Le", "La")),
}
AFTER_NAMES = _words("mba phd cpa cfa acca fca jr sr ii iii msc bsc obe cbe mbe ma ba md esq")
PARTICLES = _words(
    """
    van von vom zu zur zum de der den des del della di da das do dos du d la le les ten ter te
    't t bin bint ibn ben al el abu y e und af av o mac mc st saint san santa
    """
)
# Never a name by themselves.
FUNCTION = _words(
    """
    a an and as at be but by can do for from go he her him his how i if in is it me my no not of
    on or our out she so than that the then they this to too up us was we who why with you man
    may will am aus bei da das dem den der des die du ein er es fur ich im in ist ja man mit
    nach sie so um und uns vom von vor war wer wie wir zu zum zur au aux ce ces de des du elle
    en est et il ils je la le les leur lui ma mes mon ne nos nous on ou par pas pour que qui sa
    se ses si son sur ta te tu un une vos vous aan al als bij dan dat de den die dit door een en
    er het hij hoe ik in ja je maar met naar niet nog nu of om ons ook op te tot uit van voor
    wat we wel wij zal ze zij zo
    """
)
# Of these words, those that people are called.
FUNCTION_NAMES = _words("may or vos will wil ma man he so")
MONTHS = _words(
    """
    january february march april may june july august september october november december januar
    februar marz maerz mai juni juli oktober dezember janvier fevrier mars avril juin juillet
    aout septembre octobre novembre decembre januari februari maart mei augustus monday friday
    sunday
    """
)
# Words of the work, and names that are words as well.
ORDINARY = MONTHS | _words((Path(__file__).parent / "words" / "ordinary.list").read_text("utf-8"))
# Words that are part of many organisations' names.
GENERIC = _words(
    """
    group holding holdings limited company co companies international systems system works the
    pharma pharmaceuticals pharmaceutical hospital hospitals health healthcare clinic clinics
    care university medical industries industrial industry manufacturing technologies technology
    tech royal national north south east west northern southern eastern western central united
    general great greater first new old british english scottish irish welsh european american
    german french dutch swiss austrian belgian london bank banking capital finance financial
    insurance foods food drinks brewery breweries dairy steel metals mining energy power water
    gas oil electric electronics engineering aerospace aviation airlines airways rail railways
    shipping logistics transport motors automotive chemicals chemical plastics paper packaging
    textiles fashion retail stores shops media press publishing news telecom communications
    networks software data digital solutions services consulting partners associates brothers
    bros sons trust foundation council city county ministry department office bureau agency
    institute college school academy museum theatre hotel hotels resorts travel trading trade
    import export estate estates property properties homes housing construction building
    builders materials cement glass timber wood furniture home kitchen garden sports leisure
    games toys biotech bioscience biosciences biologics life sciences science laboratories labs
    diagnostics devices instruments tools machines machinery equipment components parts castings
    foundry forge mills wasser strom abwasser luft papier glas holz
    gmbh gesellschaft gruppe werke werk stadtwerke wasserwerke maschinenbau
    anlagenbau stahl stahlwerke metall elektronik elektro technik prazisionstechnik logistik
    spedition handel handels vertrieb bau bauunternehmen immobilien versicherung versicherungen
    sparkasse volksbank bankhaus klinik klinikum kliniken universitatsklinikum universitat
    krankenhaus deutsche deutscher deutsches allgemeine norddeutsche suddeutsche bayerische
    sachsische chemie pharmazeutische lebensmittel brauerei molkerei druckerei verlag medien
    energie beratung und partner sohne gebruder groupe societe compagnie generale nationale
    francaise banque assurances assurance mutuelle industrie industries usine usines ateliers
    atelier freres fils conseil conseils services logistique transports immobilier hopital
    hopitaux clinique cliniques centre hospitalier universite laboratoire laboratoires maison
    etablissements boulangerie brasserie laiterie cooperative energie eau eaux et la le les des
    du groep bedrijf maatschappij koninklijke nederlandse algemene verzekeringen ziekenhuis
    kliniek universiteit hogeschool gemeente stichting logistiek transport handel bouw
    bouwbedrijf zuivel brouwerij bakkerij energie waterschap staal techniek machinefabriek
    fabriek zonen gebroeders en van de het een of and for
    """
)
LEGAL_FORMS = _words(
    """
    ltd limited plc llp llc lp inc incorporated corp corporation co company gmbh mbh ag kg kgaa
    ohg gbr ug ev eg se sa sas sasu sarl sca snc eurl bv nv cv vof spa srl sl ab as asa aps oy
    oyj pvt pty pte group holding holdings scrl sprl
    """
)
PLACES = _words(
    """
    amsterdam antwerp austin basel berlin bern birmingham boston brabant bristol brussels
    cambridge chelsea chester cologne cork dallas derby devon dublin england essen europe
    florence france frankfurt geneva ghent glasgow hamburg holland houston india ireland israel
    italy jordan kent lancaster leeds leicester lille lincoln london london lyon madison
    manchester milan milton monaco munich norfolk nottingham oxford paris preston rome rotterdam
    savannah scotland sheffield sidney spain stafford stockholm suffolk sutton sydney utrecht
    victoria vienna virginia warwick wien york zurich
    """
)
# A capital letter after these words is that of an ordinary noun, in German, or of a heading.
GERMAN_ARTICLES = _words(
    """
    der das dem den ein eine einen einem einer eines im am zum zur vom beim ins kein keine keinen
    keiner mein meine meinem meinen unser unsere unserem unseren jeder jede jedes jedem dieser
    dieses diesem
    """
)
COUNTS = _words(
    """
    two three four five six seven eight nine ten eleven twelve zwei drei vier funf sechs sieben
    acht neun zehn elf zwolf deux trois quatre cinq sept huit neuf dix onze douze twee drie vijf
    zes zeven negen tien twaalf several many few viele einige mehrere wenige plusieurs quelques
    veel enkele weinig
    """
)
DETERMINERS = _words(
    """
    a an the this that these those every each some any no our my your his her their its der die
    das dem des ein eine einem einen einer eines im am zum zur vom beim ins kein keine keinen
    mein meine unser unsere jeder jede jedes dieser diese dieses le la les l un une des du au
    aux ce cet cette ces mon ma notre nos son sa leur chaque het een deze dit dat elke mijn ons
    onze zijn haar
    """
)
BEFORE_MONTHS = _words(
    """
    in since until till by of early late mid before after every last next this seit bis ab im
    anfang ende mitte nach vor en depuis jusqu'en debut fin mi sinds tot vanaf begin eind voor
    na from to and - on previous following coming past letzten nachsten kommenden dernier prochain
    vorige volgende komende afgelopen
    """
)
BEFORE_PLACES = _words(
    """
    in near from to at of around across and aus nach bei um und a de vers pres et te uit naar
    bij rond en von vers van
    """
)
# Words that often follow a person's name in a sentence.
VERBS = _words(
    """
    led leads built builds ran runs is was has had managed manages turned took takes reports
    reported saved delivered delivers joined left came brought closed cut asked said says wrote
    knows knew made hired rebuilt who whose and gave held stayed became can could would will hat
    hatte ist war leitet leitete fuhrt fuhrte ubernahm baute sanierte kam ging sagt sagte
    brachte schloss blieb wurde kennt machte kann und der die est etait avait dirige dirigea
    pilote pilota redresse redressa reprend reprit conduit vient vint dit sait connait fut et
    qui heeft leidt leidde bouwde nam kwam bracht sloot zei zegt bleef werd kent kan en advised
    advises agreed answered appointed arrived asks believes began calls called chaired chairs
    coached coaches convinced cuts decided decides designed drove drives earned explained
    explains finished fixed found founded handed heads headed helped helps hires inherited
    insists insisted introduced invited keeps kept learned listened listens looks looked met
    moved negotiated never opened organised oversaw oversees owns planned presented promised put
    puts raised reduced resigned restructured returned reviewed sat sees set shaped signed sold
    spent spoke stabilised started starts stays steered steers stepped supported taught tells
    thinks thought trained transformed treated trusted understood understands used visited
    walked wants wanted went won works worked begann begleitete berat beriet bleibt bringt
    entschied erklarte fand fragte fragt gab gewann hielt half holte hort horte leistet lernte
    liess macht nahm organisierte plante reduzierte restrukturierte schafft setzt setzte sieht
    sprach steht steuert steuerte stellte stellt trat traf trug uberzeugte unterschrieb
    verhandelte verkaufte verlor versteht verstand vertraute wechselte weiss wollte wusste
    zeigte a accompagne aida aide anime animait apporte arrive arriva assure assurait ameliora
    coordonne conseille conseilla crea cree decida decide defend demande demanda devint donna
    encadre entra explique fait fit forma forme gere gera guide importe laissa lance lanca mena
    mene negocia negocie organisa organise parle partit porta prit quitta refuse reorganisa
    reste resta restructura reussit reussi reunit sut tient tint transforma trouva veut voulait
    begeleidt begeleidde begon begreep besliste besloot blijft brengt deed doet dacht geeft gaf
    gelooft haalde helpt hielp hield houdt koos kreeg leerde liep legde luistert luisterde maakt
    maakte onderhandelde opende overtuigde plande redde ruimde schreef sprak stapte startte
    stelt stelde stuurt stuurde tekende vertrok vertelt verkocht vond vraagt vroeg weet werkt
    werkte wil wilde wint wist zag ziet zette zet zorgde zorgt
    """
)
# "May was wet".
VERBS_OF_THINGS = _words(
    "is was has had brought saw can could would hat ist war est etait avait a heeft had is was"
)
# Abbreviations in capitals, which are not initials.
ACRONYMS = _words(
    """
    ai ag as at au bi bu bv ca cd ce cfo ceo cio coo cto cpo chro cmo ch cn co cr cs cv da de di
    dk dr ec eg er es eu ev fm fr fy gb ge gm gmp gp gr hr hq ie ii iii im in io ip ir is it ja
    jv kg kpi la lp ma md me ml mp ms mt na nb nda nl no nv ny ok on or os pa pe pl plc pm po pr
    ps qa qc qm rd ru sa sap sc se sg sh si sk so sop sp sr st tb td tv uk un us va vc vp vr zb
    oee erp crm fda ema lng pmo pmi ebit ifrs gaap nhs bbc ibm
    """
)
NICKNAMES = {
    "alexander": "alex sandy xander sascha lex",
    "alexandra": "alex sandra sascha",
    "andrew": "andy drew",
    "andreas": "andi andy",
    "anthony": "tony ant",
    "benjamin": "ben benny",
    "bernard": "bernie",
    "catherine": "cathy kate katie cath",
    "charles": "charlie chuck",
    "christian": "chris",
    "christina": "chris tina",
    "christine": "chris tina",
    "christopher": "chris kit",
    "cornelis": "cor kees",
    "daniel": "dan danny",
    "david": "dave davy",
    "deborah": "debbie deb",
    "edward": "ed eddie ted ned",
    "eleanor": "ellie nell nora",
    "elisabeth": "lisa elli sissi liesbeth",
    "elizabeth": "liz lizzie beth betty eliza",
    "frederic": "fred",
    "friedrich": "fritz fred",
    "gerald": "gerry jerry",
    "hendrik": "henk rik",
    "henry": "harry hank",
    "jacqueline": "jackie",
    "james": "jim jimmy jamie",
    "jennifer": "jen jenny",
    "jessica": "jess jessie",
    "johannes": "jan hans johan joh",
    "john": "johnny jack",
    "jonathan": "jon johnny",
    "joseph": "joe joey",
    "joshua": "josh",
    "katharina": "kathi kati kathrin",
    "kenneth": "ken kenny",
    "lawrence": "larry laurie",
    "leonard": "len leo",
    "margaret": "maggie meg peggy",
    "matthew": "matt",
    "matthias": "matze",
    "maximilian": "max",
    "michael": "mike mick micky michi",
    "nicholas": "nick nicky",
    "nicolas": "nico",
    "olivier": "oli",
    "pamela": "pam",
    "patricia": "pat patty trish",
    "patrick": "pat paddy",
    "peter": "pete",
    "philip": "phil",
    "philippe": "phil",
    "rebecca": "becky",
    "richard": "dick rick rich ricky",
    "robert": "bob bobby rob robbie bert",
    "ronald": "ron ronnie",
    "samantha": "sam",
    "samuel": "sam",
    "stephen": "steve",
    "steven": "steve",
    "stefan": "steff",
    "susan": "sue susie",
    "theodore": "ted theo",
    "theresa": "terry tess",
    "thomas": "tom tommy",
    "timothy": "tim timmy",
    "victoria": "vicky tori",
    "wilhelm": "willi willy",
    "willem": "wim pim",
    "william": "bill billy will liam",
}
