"""Builds the tables in ``src/depesche/knowledge/data`` from the hand-kept lists here, CLDR and Wikidata.

Usage: ``python tools/knowledge/build.py --holders CSV --adjectives CSV`` (needs Babel; run by hand when a list changes).

========================  ===========================================================================  =================
table                     made from                                                                    licence
========================  ===========================================================================  =================
names.tsv                 states.psv, organisations.psv, bodies.psv, outlets.psv, cities.psv           this project's;
                          (general knowledge);
                          names of states in German and English: Unicode CLDR through Babel;           Unicode-3.0;
                          German adjectives: SVWS-NRW/SVWS-Server                                      BSD-3-Clause
persons.tsv, terms.tsv    holders.psv, holders_more.psv, variants.psv (general knowledge); Wikidata    this project's;
                          by way of every-politician-scrapers (column ``source`` names which)          CC0
spellings.tsv,            persons.tsv, folded: as written, by surname, by sound                        this project's
surnames.tsv, sounds.tsv
given_names.tsv           given_names.txt (general knowledge) and first words of persons.tsv           this project's
========================  ===========================================================================  =================

Only facts are taken over: names, offices, dates, identifiers.
"""

# ruff: noqa: E501 (tables)
from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from pathlib import Path

from babel import Locale

from depesche.knowledge.persons import lookups
from depesche.knowledge.spelling import plain, skeleton

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "src/depesche/knowledge/data"
CLDR_ONLY = {"XKX": "XK"}
NOT_STATES = {"XXA", "XXB", "XXC"}
OFFICES = [  # position in the Wikidata extract → office; the first that matches counts
    (r"^(vice|deputy|first vice|first deputy|assistant|acting deputy|under|former)\b|deputy|assistant|vice[- ]|advis|aide|chief of staff|lady", "politician"),
    (r"^(acting )?president$|^monarch$", "hos"),
    (r"^prime minister$|^premier of the state council$", "hog"),
    (r"foreign and commonwealth|foreign affairs|foreign minist|external affairs|^secretary of state$|europe and foreign|minister for foreign", "fm"),
    (r"minister of state for (foreign|europe)|permanent|ambassador|head of the|military cabinet|production", "politician"),
    (r"minister of (national )?defen[cs]e|secretary of defen[cs]e|secretary of state for defence|armed forces logistics|minister for defence", "dm"),
    (r"minister of (the )?interior|home department|home affairs|interior affairs", "interior"),
    (r"^white house press secretary", "spokes/president"),
    (r"^government spokes", "spokes/government"),
    (r"foreign ministry spoke", "spokes/foreign"),
    (r"^minister of finance|^federal minister of finance|secretary of the treasury|chancellor of the exchequer", "finance"),
    (r"^minister of justice|^attorney general", "justice"),
]  # fmt: skip
SOURCES = {
    "united-kingdom": "GBR", "us-cabinet": "USA", "france": "FRA", "japan": "JPN", "india": "IND", "russia": "RUS",
    "ukraine": "UKR", "belarus": "BLR", "pakistan": "PAK", "south-korea": "KOR", "israel": "ISR", "turkey": "TUR",
    "china": "CHN", "iran": "IRN",
}  # fmt: skip
WORLD = {
    "European Union": "EU", "Republic of the Congo": "COG", "Democratic Republic of the Congo": "COD", "Turkey": "TUR",
    "Ivory Coast": "CIV", "Czech Republic": "CZE", "North Macedonia": "MKD", "State of Palestine": "PSE",
    "Holy See": "VAT", "Republic of Ireland": "IRL", "United States of America": "USA", "Myanmar": "MMR",
    "People's Republic of China": "CHN", "East Timor": "TLS", "The Gambia": "GMB", "Bosnia and Herzegovina": "BIH",
    "Trinidad and Tobago": "TTO", "Saint Kitts and Nevis": "KNA", "São Tomé and Príncipe": "STP", "Kosovo": "XKX",
}  # fmt: skip
CYRILLIC = [
    ("shch", "schtsch"), ("zh", "sch"), ("kh", "ch"), ("tsch", "tsch"), ("ts", "z"), ("sh", "sch"), ("ya", "ja"),
    ("yu", "ju"), ("yo", "jo"), ("ye", "je"), ("v", "w"), ("iy", "ij"),
]  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    """Lines of a list here as dictionaries; missing fields at the end are empty."""
    lines = [x for x in (HERE / name).read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]
    header = lines[0].split("|")
    found = []
    for line in lines[1:]:
        fields = line.split("|")
        row = dict(zip(header, fields + [""] * len(header), strict=False))
        if "gender" in header and header[-1] == "gender" and fields[-1] in ("m", "f") and len(fields) < len(header):
            row[header[len(fields) - 1]], row["gender"] = "", fields[-1]
        row["home"] = fields[5] if name == "organisations.psv" and len(fields) > 5 else ""
        found.append(row)
    return found


def split(text: str) -> list[str]:
    """Comma-separated names."""
    return [x.strip() for x in text.split(",") if x.strip()]


def german(name: str) -> str:
    """A Russian, Ukrainian or Belarusian name from English into German spelling."""
    words = []
    for word in name.split():
        low = (
            re.sub(r"(?<!t)(?<!s)ch", "tsch", word.lower().replace("shch", "\x01").replace("kh", "\x02"))
            if "ch" in word.lower()
            else word.lower()
        )
        low = low.replace("\x01", "shch").replace("\x02", "kh")
        for old, new in CYRILLIC:
            low = low.replace(old, new)
        words.append(low[0].upper() + low[1:])
    return " ".join(words)


def declined(demonym: str) -> list[str]:
    """The forms of a German word for somebody of a nation."""
    if demonym == "Deutsche":
        return ["Deutsche", "Deutschen", "Deutscher"]
    if demonym.endswith("e"):
        stem = demonym[:-1]
        female = {"Franzos": "Französin", "Jud": "Jüdin"}.get(stem, f"{stem}in")
        return [demonym, f"{demonym}n", female, f"{female}nen"]
    if demonym.endswith("er"):
        return [demonym, f"{demonym}s", f"{demonym}n", f"{demonym}in", f"{demonym}innen"]
    if demonym == "Ungar":
        return ["Ungar", "Ungarn", "Ungarin", "Ungarinnen"]
    return [demonym, f"{demonym}s", f"{demonym}in", f"{demonym}innen"]


_DECLINES = re.compile(r"^[A-ZÄÖÜ]\w*(?:isch|lich|al|ig|end|är|iv|iert|ert|eint)(?:e|er|es)$")


_ENDINGS = {"f": ("e", "en", "er"), "p": ("e", "en", "er"), "m": ("er", "e", "en", "em"), "n": ("es", "e", "en", "em")}


def inflected(text: str, gender: str) -> list[str]:
    """A German name that begins with an adjective, in all cases: Demokratische, Demokratischen, Demokratischer Republik."""
    first, _, rest = text.partition(" ")
    if not rest or not rest[0].isupper() or not _DECLINES.match(first) or _DECLINES.match(rest.split()[0]):
        return [text]
    stem = first[:-1] if first.endswith("e") else first[:-2]
    return list(dict.fromkeys([text, *(f"{stem}{ending} {rest}" for ending in ("e", "en", "er", "em"))]))


def names(adjectives_csv: Path) -> list[tuple[str, ...]]:
    """Rows (text, language, form, kind, code, name, gender, flags) for everything that is no person."""
    german_names, english_names = Locale("de").territories, Locale("en").territories
    adjectives: dict[str, str] = {}
    iso2: dict[str, str] = {}
    with adjectives_csv.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["iso3"] not in NOT_STATES and row["iso3"] not in adjectives:
                adjectives[row["iso3"]] = row["adjective"]
                iso2[row["iso3"]] = row["iso2"]
    iso2 |= CLDR_ONLY | {"HKG": "HK", "GRL": "GL", "ESH": "EH", "TWN": "TW", "PSE": "PS"}
    extra_adjectives = {
        "USA": "amerikanisch,US-amerikanisch,us-amerikanisch", "GBR": "britisch,englisch", "BLR": "belarussisch,weißrussisch,belarusisch", "UKR": "ukrainisch",
        "PRK": "nordkoreanisch", "KOR": "südkoreanisch", "PSE": "palästinensisch", "TWN": "taiwanisch,taiwanesisch", "XKX": "kosovarisch",
        "BIH": "bosnisch,bosnisch-herzegowinisch", "MKD": "mazedonisch,nordmazedonisch", "MDA": "moldauisch,moldawisch,moldawisch", "ARE": "emiratisch",
        "VAT": "vatikanisch", "CYP": "zyprisch,zypriotisch", "ISR": "israelisch", "IRQ": "irakisch", "IRN": "iranisch,persisch", "SAU": "saudi-arabisch,saudisch,saudiarabisch",
        "CZE": "tschechisch", "SRB": "serbisch", "COD": "kongolesisch", "GRL": "grönländisch", "HKG": "Hongkonger", "ESH": "sahrauisch", "YUG": "jugoslawisch",
        "SUN": "sowjetisch", "AFG": "afghanisch", "LBY": "libysch", "RUS": "russisch", "TUR": "türkisch", "SYR": "syrisch", "MMR": "birmanisch,burmesisch,myanmarisch",
        "NLD": "niederländisch,holländisch", "KGZ": "kirgisisch", "CAF": "zentralafrikanisch", "CHE": "schweizerisch,Schweizer,eidgenössisch", "THA": "thailändisch",
        "SOM": "somalisch", "EGY": "ägyptisch", "VNM": "vietnamesisch", "TZA": "tansanisch", "DDR": "DDR-", "CIV": "ivorisch", "PAK": "pakistanisch", "KAZ": "kasachisch", "NER": "nigrisch",
        "AZE": "aserbaidschanisch", "ECU": "ecuadorianisch", "VEN": "venezolanisch", "BOL": "bolivianisch", "ZWE": "simbabwisch", "LVA": "lettisch", "SDN": "sudanesisch",
    }  # fmt: skip
    found: list[tuple[str, ...]] = []

    def add(
        text: str, language: str, form: str, kind: str, code: str, name: str = "", gender: str = "", flags: str = ""
    ) -> None:
        for each in inflected(text, gender) if language == "de" and form == "name" and kind != "outlet" else [text]:
            found.append((each, language, form, kind, code, name, gender, flags))

    for row in rows("states.psv"):
        code, gender = row["iso3"], row["gender"]
        flag = "former" if code in {"YUG", "SCG", "SUN", "DDR"} else ""
        two = iso2.get(code, "")
        for language, territories in (("de", german_names), ("en", english_names)):
            own = split(row[f"names_{language}"])
            cldr = territories.get(two, "") if two else ""
            texts = ([cldr] if cldr and "(" not in cldr else []) + own
            if code == "CPV" and language == "de":
                texts.append("Kapverden")
            for text in dict.fromkeys(texts):
                add(
                    text,
                    language,
                    "name",
                    "state",
                    code,
                    "",
                    gender or ("p" if text.startswith("Vereinigte") or text == "USA" or text == "Niederlande" else ""),
                    flag,
                )
            if code == "NLD" and language == "de":
                add("Niederlanden", "de", "name", "state", code, "", "p")
            capital = row["capital"].split("/")
            for text in split(capital[0] if language == "de" else capital[-1]):
                add(text, language, "metonym", "state", code, "", "", "capital")
            if language == "de":
                for text in split(capital[0]):
                    if " " not in text and text not in ("Rom", "Monaco", "Luxemburg", "Singapur", "Kuwait", "Bern"):
                        add(
                            f"{text}r" if text.endswith("e") else f"{text}er",
                            "de",
                            "adjective",
                            "state",
                            code,
                            "",
                            "",
                            "capital;fixed",
                        )
            for text in split(row[f"metonym_{language}"]):
                add(text, language, "metonym", "state", code, "", "", "seat")
        texts = split(extra_adjectives.get(code, "")) or split(adjectives.get(code, ""))
        for text in texts:
            if "(" not in text:
                add(
                    text,
                    "de",
                    "adjective",
                    "state",
                    code,
                    "",
                    "",
                    flag or ("fixed" if text[0].isupper() and not text.startswith("US-") else ""),
                )
        for text in split(row["adjective_en"]):
            add(text, "en", "adjective", "state", code, "", "", flag)
        for demonym in split(row["demonym_de"]):
            for text in declined(demonym):
                add(text, "de", "demonym", "state", code, demonym, "", flag)
        for text in split(row["demonym_en"]):
            for form in dict.fromkeys([text, text if text.endswith(("s", "sh", "ch", "ese", "men")) else f"{text}s"]):
                add(form, "en", "demonym", "state", code, text, "", flag)
    for row in rows("organisations.psv"):
        for language in ("de", "en"):
            for text in split(row[language]):
                form = "metonym" if text in ("Brüssel", "Brussels") else "name"
                add(text, language, form, row["kind"], row["code"], "", row["gender"], row["home"] and f"home={row['home']}")
    for row in rows("cities.psv"):
        for language in ("de", "en"):
            for text in split(row[language] or row["de"]):
                form = "adjective" if row["flag"] == "region" and text[0].islower() else "metonym"
                add(text, language, form, "state", row["code"], "", "", row["flag"])
    add("europäisch", "de", "adjective", "organisation", "EU", flags="attached")
    add("European", "en", "adjective", "organisation", "EU", flags="attached")
    for row in rows("bodies.psv"):
        for language in ("de", "en"):
            for text in split(row[f"names_{language}"]):
                flags = f"body={row['kind']}" + (";state" if row["reading"] == "state" else "")
                add(text, language, "name", "body", row["code"], row[f"name_{language}"], row["gender"], flags)
    weak = {
        *[
            "Focus",
            "Stern",
            "Bild",
            "Blick",
            "Kurier",
            "Time",
            "Times",
            "Independent",
            "Phoenix",
            "Telegraph",
            "Guardian",
            "Politico",
            "Sputnik",
            "RT",
            "Economist",
            "New Yorker",
            "Sabah",
            "Zaman",
            "Politiken",
        ],
        *["Tageszeitung", "Tagesspiegel", "Mehr", "Fars", "MENA", "WAM", "SANA", "Spiegel", "MDR"],
        *("Die Welt", "Die Zeit", "Die Presse", "Der Standard", "Der Spiegel", "The Times", "The Sun", "Mehr News"),
    }
    for line in (HERE / "outlets.psv").read_text(encoding="utf-8").splitlines():
        texts = split(line)
        for text in texts:
            for language in ("de", "en"):
                add(text, language, "name", "outlet", texts[0], "", "", "weak" if text in weak else "")
    return sorted(set(found))


class People:
    """Persons and their terms, gathered from several sources and told apart by their names."""

    def __init__(self) -> None:
        self.persons: list[dict[str, str]] = []
        self.variants: dict[int, set[str]] = defaultdict(set)
        self.by_name: dict[str, int] = {}
        self.terms: list[tuple[int, str, str, str, str, str]] = []

    def person(self, german_name: str, english_name: str, code: str, wikidata: str = "") -> int:
        """The number of a person, new or known."""
        keys = [plain(german_name), plain(english_name), f"{code}:{skeleton(german_name)}", f"{code}:{skeleton(english_name)}"]
        number = next((self.by_name[k] for k in keys if k in self.by_name), None)
        if number is None:
            number = len(self.persons)
            self.persons.append({"de": german_name, "en": english_name, "wikidata": wikidata})
        person = self.persons[number]
        person["wikidata"] = person["wikidata"] or wikidata
        self.variants[number] |= {german_name, english_name} - {person["de"], person["en"]}
        for k in keys:
            self.by_name.setdefault(k, number)
        return number

    def close(self, code: str, office: str, day: str) -> None:
        """End on a day whatever term in an office has no end yet."""
        self.terms = [
            (*t[:4], day, t[5]) if (t[1], t[2], t[4]) == (code, office, "") and t[3] < day else t for t in self.terms
        ]  # fmt: skip


def people(holders_csv: Path, english: dict[str, str]) -> People:
    """Everybody who held an office; the list kept here outranks the Wikidata extract office by office."""
    found = People()
    kept: set[tuple[str, str]] = set()
    since: dict[tuple[str, str], str] = {}
    lines = [x for name in ("holders.psv", "holders_more.psv") for x in (HERE / name).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if not line or line.startswith("#"):
            continue
        code, office, text = line.split("|")
        if office.startswith("+"):
            office = office[1:]
            first = text.split(";")[0].rpartition("@")[2].strip()
            since[code, office] = first
            found.close(code, office, first)
        else:
            kept.add((code, office))
        spells: list[tuple[str, str]] = []
        for part in text.split(";"):
            name, _, start = part.strip().rpartition("@")
            spells.append((name.strip(), start.strip()))
        loose = office in ("politician", "envoy", "commissioner", "mep", "rep")
        for at, (name, start) in enumerate(spells):
            if name == "-":
                continue
            german_name, _, english_name = name.partition("=")
            number = found.person(german_name, english_name or german_name, code)
            end = "" if loose or at + 1 == len(spells) else spells[at + 1][1]
            if start != "1900":
                found.terms.append((number, code, office, start, end, "general knowledge"))
    with holders_csv.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            source = row["source"]
            code = next((c for s, c in SOURCES.items() if source.startswith(s)), "")
            if source.startswith("world/foreign: "):
                place = source.removeprefix("world/foreign: ")
                code = WORLD.get(place) or english.get(place, "")
            person = re.sub(r"^(Dr\.|Prince|Sheikh|Sir|Dame) ", "", row["person"])
            if not code or " " not in person or re.match(r"Q\d+$", person):
                continue
            position = row["position"].lower().strip('"')
            office = (
                "fm"
                if source.startswith("world/foreign")
                else next((o for p, o in OFFICES if re.search(p, position)), "politician")
            )
            german_name = german(person) if code in ("RUS", "UKR", "BLR") else person
            number = found.person(german_name, person, code, row["wikidata"])
            first, end = since.get((code, office), ""), row["end"]
            if first and row["start"] >= first:
                continue
            if first and (not end or end > first):
                end = first
            if office == "politician" or (code, office) not in kept:
                found.terms.append(
                    (number, code, office, row["start"], end, f"Wikidata via {source.split(':')[0].split('/')[0]}")
                )
    for line in (HERE / "variants.psv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, spellings = line.partition("|")
            known = found.by_name.get(plain(name))
            if known is None:
                raise SystemExit(f"variants.psv: nobody is called {name}")
            found.variants[known] |= set(split(spellings))
    return found


def write(name: str, header: str, lines: list[tuple[str, ...]]) -> None:
    """One table."""
    text = "\n".join([header.replace(" ", "\t"), *("\t".join(x) for x in lines)])
    (DATA / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} rows, {len(text) / 1024:.0f} KB")


def index(persons: list[tuple[str, ...]], terms: list[tuple[int, str, str, str, str, str]]) -> None:
    """The tables that lead from a spelling, a surname and a sound to persons, folded here once and not at every start."""
    first: dict[int, str] = {}
    for term in sorted(set(terms)):
        first.setdefault(term[0], term[1])
    found: tuple[dict[str, list[str]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
    for number, name, english, _, _, variants in persons:
        spellings = [x for x in (name, english, *variants.split("|")) if x]
        for table, keys in zip(found, lookups(spellings, first.get(int(number), "")), strict=True):
            for key in keys:
                table[key].append(number)
    for name, table in zip(("spellings", "surnames", "sounds"), found, strict=True):
        write(f"{name}.tsv", "key persons", sorted((key, ",".join(numbers)) for key, numbers in table.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--holders", type=Path, required=True, help="office_holders_2000_2022.csv")
    parser.add_argument("--adjectives", type=Path, required=True, help="country_adjectives_de.csv")
    args = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    table = names(args.adjectives)
    write("names.tsv", "text language form kind code name gender flags", table)
    english = {
        text: code for text, language, form, kind, code, *_ in table if language == "en" and (form, kind) == ("name", "state")
    }
    gathered = people(args.holders, english)
    gender: dict[str, str] = {}
    for line in (HERE / "given_names.txt").read_text(encoding="utf-8").splitlines():
        mark, _, words = line.partition(" ")
        if mark in ("f", "m"):
            for word in words.split():
                gender.setdefault(word, mark)
    persons: list[tuple[str, ...]] = []
    for number, person in enumerate(gathered.persons):
        first = person["de"].split()[0], person["en"].split()[0]
        sex = next((gender[w] for w in first if w in gender), "")
        variants = sorted(gathered.variants[number] - {person["de"], person["en"]})
        persons.append(
            (
                str(number),
                person["de"],
                "" if person["en"] == person["de"] else person["en"],
                sex,
                person["wikidata"],
                "|".join(variants),
            )
        )
        for word in first if " " in person["de"] else ():
            if len(word) > 2 and word[0].isupper() and word[1:].islower():
                gender.setdefault(word, "")
    write("persons.tsv", "id de en gender wikidata variants", persons)
    index(persons, gathered.terms)
    write("terms.tsv", "person code office start end source", [(str(t[0]), *t[1:]) for t in sorted(set(gathered.terms))])
    write("given_names.tsv", "name gender", sorted(gender.items()))


if __name__ == "__main__":
    main()
