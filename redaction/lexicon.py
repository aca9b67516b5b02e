"""Word lists to decide whether a word is a name: lower case, no accents, four languages."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


# Before a surname: they belong to the name, and reveal gender.
TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady herr herrn frau hr fr dipl ing m mme
    mlle madame monsieur mademoiselle mm maitre dhr mevrouw mevr mw meneer heer drs ir mijnheer
    """
)
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
MONTHS = _words(
    """
    january february march april may june july august september october november december januar
    februar marz maerz mai juni juli oktober dezember janvier fevrier mars avril juin juillet
    aout septembre octobre novembre decembre januari februari maart mei augustus monday friday
    sunday
    """
)
# Names that are ordinary words too.
ORDINARY = MONTHS | _words(
    """
    abbot ace ally amber angel archer art ash autumn bailey baker ball banks barber barn baron
    basil bay beach bean bear beck bell berry best bill bird bishop black bliss bloom blossom
    blue bond booth bowman boy branch brand brave bridge bridges brook brooks brown buck bull
    burns bush butcher butler carpenter carter case cash chance chandler chapman charity chase
    child church clay clark cliff close cloud coach coal cole cook cooper court cox craft crane
    crew cross crystal dale daisy dawn day days dean dear dick diamond dove drake draper drew
    dusk duke earl early east english ever fair faith farmer field fields finch fisher fletcher
    flint flood flower ford forest forester foster fox frank free freeman french frost gale
    gardener garland gay gem gene gentry ginger glass glen gold golden good grace grand grant
    gray green grey grove guy hall hand hardy harmony harper hart haven hawk hazel heath heather
    hill hills hope hooker house hunt hunter iris ivory ivy jack jade jasmine jet jewel joiner
    joy judge keen king knight lake lamb lance lane law laurel leaf lee light lily little long
    love low luck major manning marina mark marks marsh marshal marshall mason max meadow melody
    mercy merry miles mill miller mills moon moss mouse north nurse oak olive page painter
    palmer parish park parker parks pat patience pearl penny pepper perry pike pitt pool poole
    poor pope porter post potter powell power powers price prince prior prosper quick rain raven
    ray read reader reed reeves reel reid rich ring rivers river robin rock rod rose rosemary
    rowan ruby rush sage sandy sand sands sawyer scarlet scott season serene sharp shaw shepherd
    sheriff shore short silver singer skip sky slater small smart smith snow south sparrow spear
    spring stable stanley star starr steel stern steward still stone storm street strong sue
    summer summers sun swift tailor tanner taylor terry thatcher tiger todd town trinity turner
    tyler usher vale victory viola violet walker wall ward warden waters weaver webb weeks well
    wells west wheeler white wild will willow winter winters wise wolf wood woods wright york
    young younger adler albrecht alt anders apel appel arm arnold bach bar bauer baum baumann
    bayer becker behr berg bergmann beyer biber blau blum bock bohne brandt braun brecht breit
    bruder brunner buchner bunt burger busch christ dick dorn drechsler eben eder ehrlich eiche
    eisen engel ernst esel eule ewig falk falke fassbender faust fein feld fest feuer fink
    fischer flach fleischer forster frank frei freitag freund frisch froh fromm frohlich frost
    fuchs funk furst ganz gans gartner gerber gern glaser glatt glock gluck gold graf gras grau
    gross grosse grob grun gunther gut haas habicht hahn hammer hart hase haupt hecht heil heim
    hell herbst herrmann herz hirsch hirt hoch hof hofer hoffmann holz horn huber hubsch hummel
    hund igel jager jahn jung junge jungling kaiser kaminski kamm kanne kapp karl kater kaufmann
    keil keller kern kessler kirch kirsch klar klein kleine klug knapp knecht knie knopf koch
    kohl kohler konig koenig kopf korb korn kraft kramer kranz krause kraus kraut kreis krieg
    kroll krone kruger kuhl kuhn kunst kunz kurz lachs lahm lang lange last laub lauer laut
    lehmann lehrer leicht leiter lieb liebe linde link lob lowe luft lustig maier maler mandel
    markt maurer maus mehl meier meister metzger meyer milch mohn mond morgen muller mueller mut
    mutig nagel naumann nebel neu neubauer neumann nuss ober ochs ohm ost otter paul pech pfaff
    pfarrer pfeffer pfeiffer pflug pilz pohl post probst quelle rabe rau recht reich rein reiter
    rettich rich richter riese ring ritter roggen rose rosen rost rot roth ruhe rund saal sander
    sauer schaf schafer scharf schatz scheffler schenk schiller schlosser schmal schmid schmidt
    schmied schmitt schnee schneider schnell schon schreiber schreiner schroder schubert
    schuster schutz schulz schulze schwab schwan schwarz see seidel seiler selig sommer sonne
    sonntag specht sperber spiegel spitz springer stadler stahl stamm star stark stein steiner
    stern still stock stolz storch strauss streng sturm suss tag tanne taube tempel teufel thal
    tief tischler topf trost ulrich unger vater viel vogel vogt voll wache wachter wagner wald
    walter wand weber weich weiss weise welt wend werner wild wind winkler winter wirt wirth
    witt witz wolf wolff wolke wunder wurm zander zart zauber zeller ziegler zimmer zimmermann
    zorn agneau aime ami amour ange angelique aurore avenir barbier baron beau beaux bel belle
    berger bernard bien bienvenue blanc blanche blanchet blond bois boucher boulanger bon bonne
    brave brun brune camus capitaine carre cerise chair champ champagne chapelle charpentier
    charron chat chatelain chauvin chemin chevalier ciel claire clair clement clerc colombe
    comte constance constant coq corbeau cordier cour court couturier croix cuisinier dame
    dauphin deluge desire diamant dimanche dore doux droit dumas dur eau eglise esprit etoile
    fabre faure felicite ferme ferrand ferrier fidele fils flamand fleur fleury fontaine
    forestier fort fournier franc france francois fruit garcon garde gaillard gentil germain
    grand grande gras grenier gris gros guerin hardi haye heureux honore hotel hugues jardin
    jardinier jasmin jeune joli jolie joly jour juge lac lacroix lafleur laine lambert laurent
    leger legrand lejeune leroy leblanc lenoir libre loup luce lumiere maire maitre marchand
    marchal marechal marguerite marin marine marquis martin masson mason mercier merle meunier
    michel mignon moine monde moreau moulin muguet neuf neige noel noir nouveau nuit oiseau
    olive olivier or orange pages paix palais papillon parent paris parfait pasteur patience
    pelletier perle perret perrin petit petite philippe pierre pin pinson plaisance poirier
    poisson pont porte potier pouvoir premier prince printemps prudence prudent puits reine
    renard renaud richard riche rivage riviere roche rocher roger roi roman rose rosier
    rossignol rouge rousseau roux royal royer sage saule sauvage savant seigneur sellier serein
    serge simon soleil solange tailleur tessier thomas tisserand tonnelier tour toussaint vallee
    verger vert viau victoire vidal vie vigne vigneron ville violette voisin aarde appel bakker
    beek bergen bloem bloemen boer bok boom boon bos bosch bouwman brand brink broek broer bruin
    buis burg dam dekker dijk dik diepen dolfijn draak duif dun duin eerlijk eik engel fris
    geluk gerst goed goede gouden graaf gras groen groot grote haan haas hamer hand hart haring
    heer hek helder hert heuvel hoek hof hond hoog horst hout huis hut jager jong jonge kaas
    kamp kat kerk keizer kleine klok klomp kok koning konings koper koster kraan kramer kroon
    kruis kuiper kuipers laan land leeuw lente licht lief linde lijn maan maas markt meer mei
    mees mol molen molenaar mooi mulder muis mus naald nacht noord oever ooms oost oosten oud
    oude paard park plaats polder pool poort post prins put raaf reus ridder riet rijk roos
    roosje rood ruiter schaap schilder schip schipper schouten sluis slim smid smit snel snoek
    spin staal stad ster sterk stoel straat ruim tak timmerman timmermans toren tuin tuinman
    valk veen veer veld velden verbeek verhoeven visser vlieg vogel vos vries vrolijk vrij water
    waard weide west wijs wild winkel winter wit witte wolf zand zee zeeman zilver zoet zomer
    zon zuid zwaan zwaard zwart zwarte anchor apple arrow atlas aurora beacon boots bridge
    compass core delta dolphin eagle echo falcon focus fusion gap harbour horizon impact key
    lever link lotus matrix mercury meridian mistral momentum nexus next nova omega orbit origin
    pilot pioneer pinnacle planet point premier prime pulse quest quantum radius rapid shell
    sigma signal smile source spark spectrum sprint square summit target total union unity
    vector vertex vision visa volt vortex wave zenith anker brise bruecke brucke leuchtturm
    phare pilier racine relais sterile digital global clever dynamic elite express first fresh
    future hub ideal magna open plus pure safe select smart solid sound super trust ultra value
    """
)
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
    na from to and - on
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
    pilote pilota redresse redressa reprend reprit conduit est vient vint dit sait connait fut
    et qui heeft had leidt leidde bouwde nam kwam bracht sloot zei zegt bleef werd kent kan en
    die
    """
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
