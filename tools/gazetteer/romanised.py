"""Arabic names out of the BGN/PCGN romanisation in which GeoNames writes the places of Arab countries.

The romanisation marks every letter (ḩ, ţ, ş, ‘ …) and every long vowel, so it can be read back.
"""

import re
import unicodedata

ARTICLE = {"al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "aţ", "aş", "aḑ", "az̧", "ath", "adh", "es", "ed", "er", "en", "et", "esh", "ez"}
WHOLE = {"bin": "بن", "ibn": "ابن", "bint": "بنت", "banī": "بني", "bani": "بني", "abū": "أبو", "abu": "أبو", "umm": "أم", "um": "أم", "wa": "و", "dhū": "ذو", "dhī": "ذي", "‘abd": "عبد", "allāh": "الله"}
PAIRS = {"kh": "خ", "gh": "غ", "sh": "ش", "th": "ث", "dh": "ذ"}
LETTERS = {
    "b": "ب", "t": "ت", "j": "ج", "ḩ": "ح", "ẖ": "خ", "d": "د", "r": "ر", "z": "ز", "s": "س", "ş": "ص", "ḑ": "ض", "ţ": "ط",
    "‘": "ع", "f": "ف", "q": "ق", "k": "ك", "l": "ل", "m": "م", "n": "ن", "h": "ه", "w": "و", "y": "ي", "p": "ب", "g": "غ", "v": "ف",
    "ā": "ا", "ī": "ي", "ū": "و", "á": "ى", "ē": "ي", "ō": "و", "o": "و", "é": "ي",
}
MARKED = re.compile("[āīūḩţşḑ‘’á]|z̧")
CONSONANTS = set("bbtjḩẖdrzsşḑţfqklmnhwypgv")


def word(latin, last):
    """One romanised word in Arabic letters."""
    if latin in WHOLE:
        return WHOLE[latin]
    end = ""
    if latin.endswith("ah") and len(latin) > 3:
        latin, end = latin[:-2], "ة"
    elif latin.endswith("āh"):
        latin, end = latin[:-1], "ة"
    elif not last and latin.endswith("at") and len(latin) > 3:
        latin, end = latin[:-2], "ة"
    out, i = "", 0
    while i < len(latin):
        c, two = latin[i], latin[i : i + 2]
        if two in PAIRS:
            letter, step = PAIRS[two], 2
        elif two == "z̧":
            letter, step = "ظ", 2
        elif two == "īy":
            letter, step = "ي", 2
        elif two == "ūw":
            letter, step = "و", 2
        elif c in "’'ʼ":
            after = latin[i + 1 : i + 2]
            before = latin[i - 1 : i]
            letter, step = "ئ" if after and after in "iī" or before in "iī" else "ؤ" if before == "u" else "ء" if not after or before in "āū" else "أ", 1
        elif i == 0 and c == "ā":
            letter, step = "آ", 1
        elif i == 0 and c in "au":
            letter, step = "أ", 1
        elif i == 0 and c == "i":
            letter, step = "إ", 1
        elif c in LETTERS:
            letter, step = LETTERS[c], 1
        elif c in "aiue":
            letter, step = "", 1
        else:
            return None
        if letter and out.endswith(letter) and c in CONSONANTS and latin[i - 1] not in "aiueāīū":
            letter = ""
        out += letter
        i += step
    return out.replace("أا", "آ") + end


def from_bgn(latin):
    """The Arabic spelling of a romanised name, or None where it carries neither marks nor an article, or odd letters.

    >>> from_bgn("Al Jarrāḩī")
    'الجراحي'
    >>> from_bgn("Qaşr Bin Ghashīr")
    'قصر بن غشير'
    """
    latin = unicodedata.normalize("NFC", latin).lower().replace("ḥ", "ḩ").replace("`", "‘").replace("ʿ", "‘")
    if not MARKED.search(latin) and latin.split(" ")[0].split("-")[0] not in ARTICLE:
        return None
    words, article = [], False
    parts = [p for p in re.split(r"[ -]", latin) if p]
    for i, part in enumerate(parts):
        if part in ARTICLE and i + 1 < len(parts):
            article = True
            continue
        arabic = word(part, i + 1 == len(parts))
        if not arabic:
            return None
        words.append(("ال" if article else "") + arabic)
        article = False
    return " ".join(words)
