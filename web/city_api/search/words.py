"""Words of place names, as people shorten and translate them. Language knowledge only: no city's names here."""


def word_set(text: str) -> frozenset[str]:
    """Words written one after the other."""
    return frozenset(text.split())


STOPS = word_set("a au aux d de des du en et in is l la le les my ma mon of on the un une at to")
GENERICS = {
    "allee": "allee alley",
    "avenue": "avenue av ave aven",
    "boulevard": "boulevard boul blvd bd boulv bvd",
    "carre": "carre carr square sq",
    "cercle": "cercle circle",
    "chemin": "chemin ch chem chm road rd",
    "cote": "cote",
    "cour": "cour court crt",
    "croissant": "croissant crois cres crescent cr",
    "impasse": "impasse imp",
    "montee": "montee mtee",
    "place": "place pl plc",
    "promenade": "promenade prom drive",
    "quai": "quai",
    "rang": "rang rg",
    "route": "route rte highway hwy",
    "rue": "rue r street str",
    "ruelle": "ruelle lane ln",
    "sentier": "sentier trail",
    "terrasse": "terrasse terr tsse terrace",
    "voie": "voie way",
}
GENERIC = {word: name for name, words in GENERICS.items() for word in words.split()}
DIRECTIONS = {"nord": "nord north n", "sud": "sud south s", "est": "est east e", "ouest": "ouest west o w"}
DIRECTION = {word: name for name, words in DIRECTIONS.items() for word in words.split()}
SHORT = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "mt": "mont",
    "dr": "docteur",
    "mgr": "monseigneur",
    "gen": "general",
    "gal": "general",
    "cap": "capitaine",
    "col": "colonel",
    "prof": "professeur",
    "pres": "president",
    "hon": "honorable",
    "nd": "notre dame",
    "nddame": "notre dame",
    "jn": "jean",
    "bte": "baptiste",
}
ORDINAL_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "premier premiere first",
            "deuxieme second seconde",
            "troisieme third",
            "quatrieme fourth",
            "cinquieme fifth",
            "sixieme sixth",
            "septieme seventh",
            "huitieme eighth",
            "neuvieme ninth",
            "dixieme tenth",
        ),
        start=1,
    )
    for word in words.split()
}
NUMBER_WORDS = word_set("n no num numero number civic civique nr")
