"""The capsule that the catalogue asks for: every kind of file a tree can hold."""

import os
import secrets
import socket

# Beside the root and in what must stay hidden; no answer may hold it.
CANARY = "canary-" + secrets.token_hex(12)
BIG_BYTES = 10 * 1024 * 1024

PAGES = {
    "index.gmi": "# Test capsule\n\nWelcome.\n\n=> about.gmi About this\n"
                 "=> about.txt The same as text\n=> dir/ A directory\n"
                 "=> https://example.org/ Elsewhere\n",
    "about.gmi": "# About\n\nOne paragraph.\n\n* an item\n",
    "about.txt": "About, as plain text.\n",
    "dots.txt": ".\n..\n.x\n",
    "nofinalnl.txt": "no line end",
    "empty.gmi": "",
    "empty.txt": "",
    "sp ace.gmi": "# A space\n",
    "sp ace.txt": "A space.\n",
    "ünï.gmi": "# Ünï\n",
    "ünï.txt": "Ünï.\n",
    "noext": "plain words without a suffix\n",
    "%41.gmi": "# Percent\n",
    "a": "a file, not a directory\n",
    "dir/index.gmi": "# A directory\n\n=> ../ Up\n",
    "noindex/a.gmi": "# Not an index\n",
    "members/index.gmi": "# Members\n",
    "chosen/index.gmi": "# Chosen\n",
    ".well-known/security.txt": "Contact: mailto:a@example.org\n",
}

HIDDEN = [".hidden.gmi", ".hidden.txt", ".git/config", "dir/.hidden.gmi",
          "unreadable.gmi", "unreadable.txt"]

LINKS = {
    "link-in.gmi": "about.gmi",
    "link-out.gmi": "../outside/secret.gmi",
    "link-out.txt": "../outside/secret.txt",
    "link-abs.gmi": "/etc/passwd",
    "link-dir": "../outside",
    "link-proc": "/proc/self",
    "loop": "loop",
    "dangling": "nope",
}


def write_file(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)


def make_socket(path):
    """A Unix socket, by a short name: its address holds 107 bytes at most."""
    directory = os.open(os.path.dirname(path), os.O_PATH)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("/proc/self/fd/%d/%s" % (directory, os.path.basename(path)))
    os.close(directory)


def make_tree(base):
    """Make root/, outside/ and root-evil/ below ${base}; return the root."""
    root = os.path.join(base, "root")
    for name, text in PAGES.items():
        write_file(os.path.join(root, name), text)
    for name in HIDDEN:
        write_file(os.path.join(root, name), "# %s\n" % CANARY)
    for beside in ("outside", "root-evil"):
        for name in ("secret.gmi", "secret.txt", "index.gmi"):
            write_file(os.path.join(base, beside, name), "# %s\n" % CANARY)
    for name, target in LINKS.items():
        os.symlink(target, os.path.join(root, name))
    with open(os.path.join(root, "big.bin"), "wb") as stream:
        stream.write(os.urandom(BIG_BYTES))
    os.mkfifo(os.path.join(root, "fifo"), 0o644)
    make_socket(os.path.join(root, "sock"))
    os.chmod(os.path.join(root, "fifo"), 0o644)
    for path, directories, files in os.walk(base):
        os.chmod(path, 0o755)
    for name in ("unreadable.gmi", "unreadable.txt"):
        os.chmod(os.path.join(root, name), 0)
    return root


def make_second(base):
    """second/, another capsule, which has no index; and an empty list."""
    second = os.path.join(base, "second")
    for name, text in (("one.gmi", "# One\n"), ("two words.txt", "Two.\n"),
                       (".hidden.gmi", CANARY), ("below/three.gmi", "# Three\n")):
        write_file(os.path.join(second, name), text)
    os.symlink("../outside", os.path.join(second, "link-dir"))
    write_file(os.path.join(base, "nobody.txt"), "%s nobody\n" % ("0" * 64))


def make_page(base, **pages):
    """A small root with an index and the pages given (dots as __)."""
    root = os.path.join(base, "root")
    write_file(os.path.join(root, "index.gmi"), PAGES["index.gmi"])
    for name, text in pages.items():
        write_file(os.path.join(root, name.replace("__", ".")), text)
    return root
