#!/usr/bin/env python3
"""Gathers the licences of the program and of all that is inside it into assets/licences.txt.zst.

Run it after a dependency came, went or changed its version. It fails where a library's licence is not one that
deny.toml allows. Wants cargo, zstd and the sources of the dependencies (`cargo fetch`).
"""

import collections
import json
import pathlib
import re
import subprocess
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
# No licence has such a line of its own.
RULE = "━" * 78
# What stands in the project and is licensed on its own.
OWN = [
    ("Jianbao", "LICENSE"),
    ("Noto Serif SC (fonts/)", "fonts/OFL-NotoSerifSC.txt"),
    ("Noto Sans SC (fonts/)", "fonts/OFL-NotoSansSC.txt"),
    ("CC-CEDICT (assets/dictionary/)", "assets/dictionary/README.md"),
    ("Word table, from jieba (assets/lexicon/)", "assets/lexicon/LICENSE-jieba-MIT.txt"),
    ("Word table, from OpenCC (assets/lexicon/)", "assets/lexicon/LICENSE-OpenCC-Apache-2.0.txt"),
]


def is_allowed(expression, allowed):
    """Whether an SPDX expression can be met by the licences that are allowed."""
    expression = expression.replace("/", " OR ")

    def word(match):
        word = match[0]
        return word.lower() if word in ("OR", "AND") else str(word in allowed)

    return eval(re.sub(r"[\w.+-]+(?: WITH [\w.+-]+)?", word, expression))


def shipped():
    """The libraries that are linked into the program on any platform, by name and version."""
    command = ["cargo", "metadata", "--locked", "--features", "parquet", "--format-version", "1"]
    metadata = json.loads(subprocess.check_output(command, cwd=ROOT))
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found, open_ = {root}, [root]
    while open_:
        for dependency in nodes[open_.pop()]["deps"]:
            is_linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if is_linked and dependency["pkg"] not in found:
                found.add(dependency["pkg"])
                open_.append(dependency["pkg"])
    found.remove(root)
    return sorted((packages[id] for id in found), key=lambda package: (package["name"], package["version"]))


def texts(package):
    """The licence texts that a library's sources carry."""
    folder = pathlib.Path(package["manifest_path"]).parent
    name = re.compile(r"(licen[cs]e|copying|copyright|notice|unlicense|ofl|ufl)", re.I)
    for path in sorted(folder.rglob("*")):
        is_text = path.suffix.lower() in ("", ".txt", ".md") or path.suffix.lstrip(".").isupper()
        if path.is_file() and name.match(path.name) and is_text and "tests" not in path.parts:
            yield path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip()


def main():
    allowed = set(tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]["allow"])
    packages = shipped()
    refused = [p for p in packages if not is_allowed(p["license"] or "none", allowed)]
    if refused:
        raise SystemExit("not allowed: " + ", ".join(f"{p['name']} ({p['license']})" for p in refused))

    out = ["Jianbao and what is inside it. 剪报及其所含字体、数据与程序库的许可证。", "", "Libraries", ""]
    bearers, wording = collections.defaultdict(list), {}
    for package in packages:
        name = f"{package['name']} {package['version']}"
        found = {" ".join(text.split()): text for text in texts(package)}
        line = f"{name}: {package['license']}"
        if not found:
            line += f"; by {', '.join(package['authors']) or 'its authors'}"
        out.append(line)
        for key, text in found.items():
            wording.setdefault(key, text)
            bearers[key].append(name)
    for name, path in OWN:
        out += ["", RULE, name, RULE, "", (ROOT / path).read_text().strip()]
    for key, names in sorted(bearers.items(), key=lambda item: (-len(item[1]), item[1])):
        out += ["", RULE, *names, RULE, "", wording[key]]

    target = ROOT / "assets/licences.txt.zst"
    text = ("\n".join(out) + "\n").encode()
    packed = subprocess.run(["zstd", "-19", "--no-check"], input=text, stdout=subprocess.PIPE, check=True)
    target.write_bytes(packed.stdout)
    bare = sum("; by " in line for line in out[4 : 4 + len(packages)])
    print(f"{len(packages)} libraries, {bare} without a text of their own, {len(wording)} texts: "
          f"{len(text):,} bytes, packed {len(packed.stdout):,}")


main()
