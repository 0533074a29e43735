"""What is kept of an annotated report comes back as it was, and a report that changed is named."""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
TEXT = "قصف الجيش البلدة. وقالت الوزارة إن الجيش قصف البلدة، وقصف الجيش البلدة. ونفت الوزارة مقتل مدنيين في البلدة."
CLAIMS = [
    {"text": "قصف الجيش البلدة", "trigger": "قصف", "event": "shelling", "chain": [], "actor": ["الجيش"], "place": ["البلدة"]},
    {"text": "قصف الجيش البلدة", "nth": 2, "trigger": "قصف", "event": "shelling", "chain": ["الوزارة"], "actor": ["الجيش"]},
    {
        "text": "نفت الوزارة مقتل مدنيين في البلدة",
        "trigger": "مقتل",
        "event": "casualties",
        "stance": "denies",
        "chain": ["الوزارة"],
        "place": ["البلدة"],
        "date": "2020-10",
        "counts": [{"harm": "killed", "who": "civilians", "n": None}],
        "optional": True,
    },
]


def whole(claim, number):
    """A claim with every field that the guidelines give it."""
    empty = {"stance": "asserts", "actor": [], "target": [], "place": [], "date": None, "counts": []}
    return {"id": number} | empty | claim


def run(*words, cwd):
    return subprocess.run([sys.executable, cwd / "standoff.py", *map(str, words)], capture_output=True, text=True)


class Standoff(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        (self.home / "standoff.py").write_text((HERE / "standoff.py").read_text(encoding="utf-8"), encoding="utf-8")
        self.corpus = self.home / "corpus.jsonl"
        self.corpus.write_text(json.dumps({"corpus": "own", "id": "1", "text": TEXT}) + "\n", encoding="utf-8")
        self.gold = {"doc": "a", "published": "2020-10-11", "outlet": "own"}
        self.gold["claims"] = [whole(claim, number) for number, claim in enumerate(CLAIMS, 1)]
        (self.home / "in").mkdir()
        (self.home / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
        (self.home / "in" / "a.gold.json").write_text(json.dumps(self.gold), encoding="utf-8")
        kept = run("keep", self.corpus, self.home / "in", cwd=self.home)
        self.assertEqual(kept.returncode, 0, kept.stderr)
        self.kept = kept.stdout
        (self.home / "reports.jsonl").write_text(kept.stdout, encoding="utf-8")

    def test_what_is_kept_comes_back(self):
        back = run("restore", self.corpus, self.home / "out", cwd=self.home)
        self.assertEqual(back.returncode, 0, back.stderr)
        self.assertEqual((self.home / "out" / "a.txt").read_text(encoding="utf-8"), TEXT)
        restored = json.loads((self.home / "out" / "a.gold.json").read_text(encoding="utf-8"))
        self.assertEqual(restored, self.gold)

    def test_no_words_of_the_report_are_kept(self):
        words = {word for word in TEXT.replace(".", " ").replace("،", " ").split()}
        self.assertEqual([word for word in words if word in self.kept], [])

    def test_a_report_that_changed_is_named(self):
        self.corpus.write_text(json.dumps({"corpus": "own", "id": "1", "text": TEXT + " "}) + "\n", encoding="utf-8")
        checked = run("check", self.corpus, cwd=self.home)
        self.assertEqual(checked.returncode, 1)
        self.assertIn("a: its text is no report of", checked.stderr)

    def test_the_reports_of_the_repository_fit_the_corpus(self):
        shared = pathlib.Path(os.environ.get("RIWAYA_SHARED", HERE.parents[2] / "shared"))
        corpus = shared / "corpus" / "conflict.jsonl.gz"
        if not corpus.exists():
            self.skipTest(f"{corpus} is not at hand")
        checked = run("check", corpus, cwd=HERE)
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_every_report_of_the_repository_is_known_by_its_text_alone(self):
        for line in (HERE / "reports.jsonl").read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            self.assertEqual(len(bytes.fromhex(report["sha256"])), hashlib.sha256().digest_size)
            self.assertNotIn("title", report)


if __name__ == "__main__":
    unittest.main()
