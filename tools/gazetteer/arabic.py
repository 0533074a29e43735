"""Which of a place's recorded names are Arabic, and which Persian ones can be written as Arabic writes them.

GeoNames mixes Arabic, Persian, Urdu, Pashto, Kurdish and Uyghur spellings in one list without saying which is which;
the letters tell most of them apart.
"""

import re
import unicodedata

ARABIC = re.compile(r"^[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*$")
ARABIC_SCRIPT = re.compile(r"[\u0620-\u06ff]")
MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670\u200d-\u200f\u202a-\u202e]")
# Letters that Kurdish and Uyghur use for vowels: their spelling is not read as Arabic is.
VOWEL_LETTERS = re.compile(r"[ەێۆۇۈۋېڭۀھۅۉ]")
URDU = re.compile(r"[ٹڈڑںےہۓۂ]")
PERSIAN = {"ی": "ي", "ک": "ك", "ۍ": "ي", "ې": "ي", "ئ": "ئ"}
# A foreign sound, and the Arabic letters that the press writes for it, the usual one first.
FOREIGN = {
    "گ": ("غ", "ج", "ك"),
    "ګ": ("غ", "ج", "ك"),
    "ڭ": ("غ",),
    "پ": ("ب",),
    "چ": ("تش", "ج", "ش"),
    "ژ": ("ج", "ز"),
    "ڤ": ("ف",),
    "ټ": ("ت",),
    "ډ": ("د",),
    "ړ": ("ر",),
    "ڼ": ("ن",),
    "ښ": ("ش",),
    "ځ": ("ز",),
    "څ": ("س",),
    "ږ": ("ج",),
    "ٹ": ("ت",),
    "ڈ": ("د",),
    "ڑ": ("ر",),
    "ں": ("ن",),
    "ے": ("ي",),
    "ہ": ("ه",),
}
KIND_WORDS = re.compile(r"^(?:قرية|بلدية|بلدة|مقاطعة|محافظة|ولاية|مديرية|كانتون|قضاء|ناحية|مدينة|إقليم|مركز|أوبلاست|شعبية|ولسوالي|ولوسولي|شهرستان|شهر) (?=.{3})")
TRAILING_KIND = re.compile(r" (?:أوبلاست|كاونتي)$")
# Names in which the word for a city is part of the name.
KEEPS_CITY = {"نصر", "الصدر", "عيسى", "السادات", "الكويت", "غواتيمالا", "المكسيك", "بنما", "نيويورك", "العاشر", "حمد", "زايد"}
TWO_LETTERS = {"إب", "قم"}
HAMZA = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def fold(name):
    """The form in which two spellings count as one; equal to `riwaya_text::fold_key` on Arabic letters."""
    return MARKS.sub("", name).translate(HAMZA)


def clean(raw):
    """A recorded name without its state, its brackets, its vowel marks and its word for "city"; None where nothing is left."""
    name = unicodedata.normalize("NFC", raw)
    name = re.split(r"[،,(/؛;]", name)[0]
    name = MARKS.sub("", name).replace("\u200c", " ").replace("–", "-")
    name = re.sub(r"\s+", " ", name.replace("ـ", "")).strip(" -’'")
    stripped = TRAILING_KIND.sub("", KIND_WORDS.sub("", name))
    if stripped.split(" ")[0] not in KEEPS_CITY:
        name = stripped
    return name or None


def to_arabic(name):
    """Arabic spellings of a Persian, Urdu or Pashto one; empty where it cannot be said."""
    if VOWEL_LETTERS.search(name):
        return []
    forms = [""]
    for letter in name:
        options = FOREIGN.get(letter) or (PERSIAN.get(letter, letter),)
        forms = [f + o for f in forms for o in options][:4]
    return [f for f in forms if ARABIC.match(f)]


def quality(name):
    """Orders spellings of one folded form: careful hamza and tāʾ marbūṭa first."""
    return (
        -sum(name.count(c) for c in "أإآؤئ"),
        name.endswith(("ه", "ى")) - name.endswith("ة"),
        name,
    )


def arabic_names(alternates, converts, limit=8):
    """The Arabic names among `alternates`, best first, one a folded form.

    `converts` says whether Persian and Urdu spellings of this country are wanted beside Arabic ones.
    Returns the names and whether they are Arabic as recorded ("gn") or converted ("gn-converted").
    """
    strong, neutral, foreign = [], [], []
    for raw in alternates:
        if not ARABIC_SCRIPT.search(raw):
            continue
        name = clean(raw)
        if name is None or len(name.replace(" ", "")) < 2 or len(name.split(" ")) > 5:
            continue
        if ARABIC.match(name):
            (strong if re.search("[يكىة]", name) else neutral).append(name)
        elif "،" not in raw or not (strong or neutral):
            foreign.append(name)
    wanted = foreign if converts or not (strong or neutral) else []
    ranked = [(0, n) for n in strong] + [(1, n) for n in neutral]
    for name in wanted:
        if converts or not URDU.search(name):
            ranked += [(2 + i, a) for i, a in enumerate(to_arabic(name))]
    best = {}
    for rank, name in ranked:
        key = fold(name)
        if key not in best or (rank, quality(name)) < best[key][0]:
            best[key] = ((rank, quality(name)), name)
    names = [n for _, n in sorted(best.values())]
    names = [n for n in names if len(n) > 2 or n in TWO_LETTERS]
    return names[:limit], "gn" if strong or neutral else "gn-converted"
