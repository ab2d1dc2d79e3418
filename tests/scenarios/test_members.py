"""Private areas, as lozenged.conf(5) has them: lists, authorities, and who must read them."""

import os
import pathlib
import re
import signal
import subprocess
import unittest

from hosting import Hosting, make_certificate
from server import PROMPT_S, START_S, TOP, until
from tls_client import make_context


class Members(Hosting):
    def fingerprint_line(self, base):
        """What the manual page's own command makes of a certificate."""
        page = pathlib.Path(TOP, "server/lozenged.conf.5").read_text("utf-8")
        command = re.search(r"^\$ (openssl x509 .*)$", page, re.M)[1].replace(r"\e", "\\")
        text = subprocess.run(command.replace("reader.pem", base + ".crt"), shell=True,
                              check=True, capture_output=True, text=True).stdout
        return text.strip().partition("=")[2]

    def test_members_come_and_go_without_a_reload(self):
        self.write("members/index.gmi", "# Members\n")
        contexts = {}
        lines = {}
        for name in ("ann", "ben"):
            base = self.scratch.join(name)
            make_certificate(base)
            contexts[name] = make_context(certificate=base + ".pem")
            lines[name] = self.fingerprint_line(base) + " " + name
        lists = pathlib.Path(self.scratch.join("lists"))
        lists.mkdir()
        members = lists / "members.txt"
        members.write_text("# who\n" + lines["ann"] + "\n", "utf-8")
        server = self.start(f'private /members/ {{ certificates = "{members}" }}')

        def status(name):
            return self.header(server, "/members/", context=contexts.get(name))[:2]

        self.assertEqual((status(None), status("ann"), status("ben")), ("60", "20", "61"))
        members.write_text(lines["ben"].lower().replace(":", "") + " 2099-12-31\n" +
                           lines["ann"] + " 2020-01-31\n", "utf-8")
        self.assertTrue(until(lambda: status("ben") == "20", PROMPT_S))
        self.assertEqual(status("ann"), "61")
        members.write_text("ann\n", "utf-8")
        self.assertTrue(until(lambda: status("ben") == "61", PROMPT_S))
        server.wait_for_line(r"members.txt:1: ")
        server.stop()

    def issue(self, issuer, name, *options, extensions="extendedKeyUsage=clientAuth",
              chain=None):
        """A client's certificate, issued by ISSUER.crt, and what is sent with it; its context."""
        base = self.scratch.join(name)
        pathlib.Path(base + ".ext").write_text(extensions + "\n", "ascii")
        for command in (
                ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-subj", "/CN=" + name, "-keyout", base + ".key", "-out", base + ".csr"],
                ["x509", "-req", "-in", base + ".csr", "-CA", issuer + ".crt", "-CAkey",
                 issuer + ".key", "-CAcreateserial", "-extfile", base + ".ext",
                 "-out", base + ".crt", *options]):
            subprocess.run(["openssl", *command], check=True, capture_output=True)
        sent = [issuer + ".crt"] if chain is None else chain
        pathlib.Path(base + ".pem").write_text("".join(
            pathlib.Path(path).read_text("ascii") for path in (
                base + ".key", base + ".crt", *sent)), "ascii")
        # This client, too, would be too cautious to show a weak one.
        return make_context(ciphers="DEFAULT", certificate=base + ".pem")

    def test_an_authority_lets_in_whom_it_certifies(self):
        self.write("members/index.gmi", "# Members\n")
        authority, other = self.scratch.join("authority"), self.scratch.join("other")
        for base in (authority, other):
            make_certificate(base, "-addext", "basicConstraints=critical,CA:TRUE")
        middle = self.scratch.join("middle")
        self.issue(authority, "middle", extensions="basicConstraints=critical,CA:TRUE")
        alone = self.scratch.join("alone")
        make_certificate(alone, "-addext", "basicConstraints=CA:FALSE")
        listed = self.scratch.join("listed")
        make_certificate(listed)
        contexts = {
            "issued": self.issue(authority, "issued"),
            "by another of that name": self.issue(other, "another"),
            "by way of a middle one": self.issue(middle, "below"),
            "by one who is no authority": self.issue(self.scratch.join("issued"), "forged"),
            "for servers": self.issue(authority, "server",
                                      extensions="extendedKeyUsage=serverAuth"),
            "over": self.issue(authority, "over", "-days", "-1"),
            "by way of SHA-1": self.issue(authority, "weak", "-sha1"),
            "by nobody": make_context(certificate=alone + ".pem"),
            "in the list": make_context(certificate=listed + ".pem"),
            "nothing": None,
        }
        ca = pathlib.Path(self.scratch.join("lists", "ca.pem"))
        ca.parent.mkdir()
        ca.write_bytes(pathlib.Path(authority + ".crt").read_bytes())
        members = ca.parent / "members.txt"
        members.write_text(self.fingerprint_line(listed) + " listed\n", "utf-8")
        server = self.start(f'private /members/ {{ authority = "{ca}"\n'
                            f'certificates = "{members}" }}')

        def status(name):
            return self.header(server, "/members/", context=contexts[name])[:2]

        self.assertEqual({name: status(name) for name in contexts}, {
            "issued": "20", "by another of that name": "61", "by way of a middle one": "20",
            "by one who is no authority": "61", "for servers": "61", "over": "62",
            "by way of SHA-1": "61", "by nobody": "61", "in the list": "20", "nothing": "60"})

        fresh = ca.parent / "fresh"  # replaced by renaming, without a reload
        fresh.write_bytes(pathlib.Path(other + ".crt").read_bytes())
        fresh.rename(ca)
        self.assertTrue(until(lambda: status("by another of that name") == "20", PROMPT_S))
        self.assertEqual(status("issued"), "61")

        for broken in (b"", b"nonsense\n", pathlib.Path(alone + ".crt").read_bytes(),
                       pathlib.Path(other + ".crt").read_bytes()[:300]):
            with self.subTest(broken):
                ca.write_bytes(pathlib.Path(other + ".crt").read_bytes())
                self.assertTrue(until(
                    lambda: status("by another of that name") == "20", PROMPT_S))
                ca.write_bytes(broken)
                self.assertTrue(until(
                    lambda: status("by another of that name") == "61", PROMPT_S))
                self.assertEqual(status("in the list"), "20")
        server.wait_for_line("ca.pem: no certificate of an authority")
        ca.unlink()
        self.assertTrue(until(lambda: status("by another of that name") == "61", PROMPT_S))
        server.stop()

    def test_chains_of_an_authority(self):
        """All of a chain counts, not only its first certificate."""
        self.write("members/index.gmi", "# Members\n")
        authority = self.scratch.join("authority")
        make_certificate(authority, "-addext", "basicConstraints=critical,CA:TRUE")
        is_ca = "basicConstraints=critical,CA:TRUE"
        chain, issuer = [], authority
        for name in ("one", "two", "three"):
            self.issue(issuer, name, extensions=is_ca)
            issuer = self.scratch.join(name)
            chain.insert(0, issuer + ".crt")
        self.issue(authority, "old", "-days", "-1", extensions=is_ca)
        self.issue(authority, "servers", extensions=is_ca + "\nextendedKeyUsage=serverAuth")
        self.issue(authority, "narrow", extensions=is_ca + ",pathlen:0")
        self.issue(self.scratch.join("narrow"), "wide", extensions=is_ca)
        late = self.scratch.join("late")
        make_certificate(late, "-addext", is_ca)
        late_crt = late + ".crt"
        subprocess.run(["openssl", "x509", "-in", late_crt, "-signkey", late + ".key",
                        "-days", "-1", "-out", late_crt], check=True, capture_output=True)
        contexts = {
            "three between": self.issue(issuer, "below", chain=chain),
            "three between, not sent": self.issue(issuer, "alone", chain=[]),
            "one between, over": self.issue(self.scratch.join("old"), "under-old"),
            "one between, for servers": self.issue(self.scratch.join("servers"), "under-servers"),
            "one more than allowed": self.issue(
                self.scratch.join("wide"), "too-deep",
                chain=[self.scratch.join(name) for name in ("wide.crt", "narrow.crt")]),
            "its authority over": self.issue(late, "under-late"),
            "the authority itself": make_context(certificate=authority + ".pem"),
        }
        ca = self.scratch.join("ca.pem")
        pathlib.Path(ca).write_text("Text that openssl writes above.\n" + "".join(
            pathlib.Path(base + ".crt").read_text("ascii") for base in (late, authority)), "ascii")
        server = self.start(f'private /members/ {{ authority = "{ca}" }}')
        self.assertEqual(
            {name: self.header(server, "/members/", context=context)[:2]
             for name, context in contexts.items()},
            {"three between": "20", "three between, not sent": "61", "one between, over": "61",
             "one between, for servers": "61", "one more than allowed": "61",
             "its authority over": "61", "the authority itself": "20"})
        server.stop()

    def test_an_authority_in_each_version_of_tls(self):
        """Who was let in once, and comes back without a certificate, is not."""
        self.write("members/index.gmi", "# Members\n")
        authority = self.scratch.join("authority")
        make_certificate(authority, "-subj", "/CN=Our members",
                         "-addext", "basicConstraints=critical,CA:TRUE")
        self.issue(authority, "ann")
        ca = authority + ".crt"
        server = self.start(f'private /members/ {{ authority = "{ca}" }}')
        where = "%s:%d" % server.gemini
        url = f"gemini://localhost:{server.gemini[1]}/members/\r\n"
        session, pem = self.scratch.join("session"), self.scratch.join("ann.pem")

        def ask(version, *options):
            return subprocess.run(
                ["openssl", "s_client", "-connect", where, "-servername", "localhost",
                 "-" + version, "-ign_eof", *options], input=url, capture_output=True,
                text=True, timeout=START_S, check=False).stdout

        for version in ("tls1_2", "tls1_3"):
            with self.subTest(version):
                answer = ask(version, "-cert", pem, "-sess_out", session)
                self.assertIn("\n20 text/gemini", answer)
                self.assertIn("No client certificate CA names sent", answer)
                self.assertNotIn("Our members", answer.partition("subject=")[2].partition(
                    "\n20 ")[0])
                again = ask(version, "-sess_in", session) if os.path.exists(session) else (
                    ask(version))
                self.assertNotIn("Reused, ", again)
                self.assertIn("\n60 ", again)
        server.stop()

    def test_a_reload_with_a_broken_authority_changes_nothing(self):
        self.write("members/index.gmi", "# Members\n")
        authority = self.scratch.join("authority")
        make_certificate(authority, "-addext", "basicConstraints=critical,CA:TRUE")
        context = self.issue(authority, "ann")
        server = self.start(f'private /members/ {{ authority = "{authority}.crt" }}')
        broken = pathlib.Path(self.scratch.join("broken.pem"))
        broken.write_text("nonsense\n", "ascii")
        with open(server.file, encoding="utf-8") as stream:
            text = stream.read()
        server.configure(text.replace(authority + ".crt", str(broken)))
        server.signal(signal.SIGHUP)
        server.wait_for_line("broken.pem: no certificate of an authority")
        self.assertRegex(self.header(server, "/members/", context=context), "^20 ")
        server.stop()

    def test_an_authority_that_is_none_is_told(self):
        make_certificate(self.scratch.join("alone"), "-addext", "basicConstraints=CA:FALSE")
        for name, says in (("alone.crt", "alone.crt: no certificate of an authority"),
                           ("none.crt", 'checked.conf:2: authority "')):
            path = self.scratch.join(name)
            result = self.check(f'capsule a.example {{ root = "{self.root}"\n'
                                f' private /x/ {{ authority = "{path}" }} }}\n', "-n")
            self.assertEqual(result.returncode, 1)
            self.assertIn(says, result.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "only who starts as root becomes another")
    def test_root_checks_and_renews_for_a_service(self):
        """Certificates of another user's: all is seen with that user's eyes."""
        certs = pathlib.Path(self.scratch.join("certs"))
        text = f'capsule localhost {{ root = "{self.root}"\n%s }}\n'
        self.assertEqual(self.check(text % "", "--renew").returncode, 0)
        for path in (certs, *certs.iterdir()):
            os.chown(path, 65534, 65534)
        before = (certs / "localhost.crt").read_bytes()
        self.assertEqual(self.check(text % "", "-n").returncode, 0)
        result = self.check(text % "", "--renew")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"now user 65534, to whom {certs} belongs", result.stderr)
        self.assertNotEqual((certs / "localhost.crt").read_bytes(), before)
        self.assertEqual({path.stat().st_uid for path in certs.iterdir()}, {65534})
        members = pathlib.Path(self.scratch.join("members.txt"))
        members.write_text("# nobody\n", "ascii")
        members.chmod(0o600)
        result = self.check(text % f'private /m/ {{ certificates = "{members}" }}', "-n")
        self.assertEqual(result.returncode, 1)
        self.assertIn("checked.conf:2: certificates", result.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "only who starts as root becomes another")
    def test_who_must_be_able_to_read_a_list(self):
        """What root alone can read is read once, and never again: that is told."""
        lists = pathlib.Path(self.scratch.join("lists"))
        lists.mkdir()
        (lists / "closed").mkdir()
        for path in (lists / "members.txt", lists / "closed/members.txt"):
            path.write_text("# nobody\n", "ascii")
        (lists / "closed").chmod(0o700)
        (lists / "members.txt").chmod(0o600)
        for name in ("members.txt", "closed/members.txt"):
            with self.subTest(name):
                area = f'private /members/ {{ certificates = "{lists}/{name}" }}'
                result = self.check(
                    f'capsule localhost {{ root = "{self.root}"\n\n{area} }}\n', "-n")
                self.assertEqual(result.returncode, 1)
                self.assertIn(f'checked.conf:3: certificates "{lists}/{name}": '
                              'the workers cannot read it: Permission denied', result.stderr)
                server = self.start(area)
                server.wait_for_line(f"warning: the workers cannot read {lists}/{name}: ")
                server.stop()
