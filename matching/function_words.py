"""Function words of German, French and Dutch, and words that only express a request.

A phrase that begins or ends with one of them names no skill ("mit der Entwicklung", "la gestion
de"). The English ones are in `matching.linking`. Accents are kept, letters are lower case.
"""

_GERMAN = (
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keiner mein"
    " meine meinen meiner unser unsere unseren unserem unserer ihr ihre ihren ihrem ihrer sein"
    " seine seinen seinem seiner euer ich du er sie es wir man uns mich mir dich dir ihn ihm"
    " ihnen sich dieser diese dieses diesen diesem jener jede jeder jedes jeden alle allem allen"
    " aller alles welche welcher welches welchen wer wen wem was wo wann wie warum wobei womit"
    " dass ob und oder aber sondern denn weil wenn als da damit doch nur noch nicht auch schon"
    " so sowie sowohl bzw bis von vom zu zum zur in im ins an am ans auf aus bei beim mit nach"
    " vor über unter durch für gegen ohne um seit während wegen zwischen hinter neben innerhalb"
    " außerhalb gemäß ab pro je ist sind war waren wird werden wurde wurden worden hat haben"
    " hatte hatten bin habe kann können konnte muss müssen soll sollen sollte will wollen darf"
    " dürfen möchte hier dort dann dabei dafür davon daran darauf dazu sehr mehr weniger viele"
    " vielen viel einige etwa rund ca circa derzeit aktuell bereits immer wieder wir suchen"
    " suche sucht gesucht brauchen braucht benötigen wünschen bitte erfahrung erfahrungen"
    " erfahren erfahrene erfahrener kenntnisse nachgewiesene verantwortlich verantwortung"
    " zuständig tätig jahre jahren jahr insbesondere einschließlich inklusive"
)
_FRENCH = (
    "le la les l un une des du de d au aux à a ce cet cette ces mon ma mes ton ta tes son sa"
    " ses notre nos votre vos leur leurs je tu il elle on nous vous ils elles me te se lui y en"
    " moi toi soi eux qui que qu quoi dont où quand comment pourquoi quel quelle quels quelles"
    " et ou mais donc or ni car si comme lorsque puis ainsi alors aussi avec sans sous sur dans"
    " par pour entre vers chez depuis pendant avant après contre selon jusque jusqu afin hors"
    " malgré parmi est sont était étaient été être ai as avons avez ont avait avaient avoir sera"
    " seront soit fait faire peut peuvent doit doivent faut ne n pas plus moins très trop peu"
    " tout toute tous toutes même autre autres chaque plusieurs quelques certains certaines"
    " encore déjà toujours jamais ici là lors environ afin notamment recherche recherchons"
    " cherche cherchons cherchez besoin merci expérience expériences expérimenté expérimentée"
    " connaissance connaissances confirmé confirmée responsable chargé chargée ans an années"
    " année y compris j s c m t"
)
_DUTCH = (
    "de het een der den des dit dat deze die mijn jouw uw zijn haar hun ons onze ik jij je u"
    " hij zij ze wij we jullie mij me jou hem hen zich wie wat waar wanneer hoe waarom welke"
    " welk en of maar want dus omdat als toen terwijl dan ook nog niet geen wel al alle alles"
    " veel vele meer minder enkele elk elke iedere andere in op aan van voor met bij naar uit"
    " over onder door tegen zonder om tot tussen tijdens na sinds vanaf binnen buiten volgens"
    " wegens per te ten ter is was waren ben bent wordt worden werd werden geworden heeft hebben"
    " had hadden kan kunnen kon moet moeten moest zal zullen zou mag mogen wil willen hier daar"
    " er dan daarbij daarvoor zeer erg reeds steeds weer circa ongeveer rond zoeken zoekt zoek"
    " gezocht nodig graag ervaring ervaren kennis aantoonbare verantwoordelijk jaar jaren"
    " waaronder inclusief"
)
# Words that name an activity only together with what it is about.
_GENERAL = (
    "rahmen cadre kader "
    "leitung führung steuerung entwicklung projekt projekte projekten aufbau umsetzung"
    " durchführung betreuung planung zusammenarbeit abstimmung aufgaben bereich bereiche thema"
    " themen team organisation unterstützung einführung optimierung verbesserung verwaltung"
    " begleitung gestion pilotage conduite direction développement projet projets mise place"
    " amélioration accompagnement suivi équipe équipes domaine coordination organisation"
    " animation encadrement beheer leiding aansturing ontwikkeling project projecten opzet"
    " uitvoering begeleiding verbetering invoering samenwerking coördinatie organisatie"
    " ondersteuning taken gebied"
)
GENERAL_WORDS = frozenset(_GENERAL.split())
FUNCTION_WORDS = {
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "nl": frozenset(_DUTCH.split()),
}
"""By language: "de", "fr" and "nl"."""
