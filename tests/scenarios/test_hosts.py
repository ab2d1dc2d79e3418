"""What lozenged.conf(5) tells hosts, tried: hosts, redirects, keys, listings, reloads."""

import os
import pathlib
import pwd
import signal
import socket
import ssl
import subprocess

import capsule
from hosting import SOCKETS, Hosting, make_certificate
from server import LOZENGED, PROMPT_S, START_S, Server, until
from tls_client import gemini_get, plain_get


class Hosts(Hosting):
    def test_forms_of_a_host(self):
        for host, becomes in (
                ("Example.ORG", "example.org"), ("example.org.", "example.org"),
                ("localhost", "localhost"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
                ("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::1"),
                ("[2001:DB8::1]", "2001:db8::1"), ("bücher.example", None),
                ("*.example.org", None), ("gemini://example.org", None),
                ("example.org:1965", None), ("[192.0.2.1]", None), ("", None)):
            with self.subTest(host):
                result = self.check(f'capsule "{host}" {{ root = "{self.root}" }}\n', "-nn")
                if becomes is None:
                    self.assertEqual(result.returncode, 1)
                    self.assertIn("checked.conf:1: capsule", result.stderr)
                else:
                    self.assertIn(f'capsule "{becomes}" {{', result.stdout)

    def test_a_literal_is_asked_for_in_brackets(self):
        server = self.start("aliases = {127.0.0.1}", host="::1")
        self.assertRegex(self.header(server, "/", "[::1]"), "^20 ")
        self.assertRegex(self.header(server, "/", "127.0.0.1"), "^20 ")
        self.assertRegex(self.header(server, "/", "[::2]"), "^53 ")
        server.stop()

    def test_redirects(self):
        for name in ("new/a.gmi", "new/b c.gmi", "old/a.gmi", "one.gmi"):
            self.write(name, "# " + name + "\n")
        server = self.start("""
            redirect "/old/*" { to = /new/ }
            redirect "/ancient*" { to = /new }
            redirect "/star/*" { to = "/ne*" }
            redirect "/flat/*" { to = "/one.gmi" }
            redirect "/away/*" { to = "gemini://away.example/x/"  permanent = yes }
            redirect "/query" { to = "/one.gmi?a" }
            redirect "/exact" { to = /one.gmi }
            """)
        for path, header in (
                ("/old/a.gmi", "30 /new/a.gmi"),  # although such a file is there
                ("/old/b%20c.gmi", "30 /new/b%20c.gmi"),
                ("/old/", "30 /new/"), ("/old/a.gmi?q", "30 /new/a.gmi"),
                ("/ancient/a.gmi", "30 /new/a.gmi"), ("/ancient", "30 /new/"),
                ("/star/w/a.gmi", "30 /new/a.gmi"),
                ("/flat/a", "30 /one.gmi/a"),
                ("/away/a/b", "31 gemini://away.example/x/a/b"),
                ("/query", "30 /one.gmi?a"), ("/query?b", "30 /one.gmi?a"),
                ("/exact", "30 /one.gmi"), ("/exact/", "51"), ("/exact/a", "51")):
            with self.subTest(path):
                self.assertEqual(self.header(server, path)[:len(header)], header)
                if header[0] == "3":
                    self.assertEqual(self.header(server, path), header)
        for selector, holds in (
                ("/old/a.gmi", b"new/a.gmi"), ("/old/a.txt", b"new/a.gmi"),
                ("/exact", b"one.gmi"), ("/away/a", b"gemini://away.example/x/a")):
            with self.subTest("gopher " + selector):
                answer = plain_get(server.gopher, selector.encode() + b"\r\n").data
                self.assertIn(holds, answer)
        server.stop()

    def test_keys_as_certbot_keeps_them(self):
        """live/NAME/*.pem are links to archive/NAME/*N.pem, and are replaced."""
        live, archive = (pathlib.Path(self.scratch.join("letsencrypt", name, "example.org"))
                         for name in ("live", "archive"))
        for directory in (live, archive):
            directory.mkdir(parents=True)

        def issue(number):
            base = self.scratch.join(f"issued{number}")
            make_certificate(base)
            for name, suffix in (("fullchain", ".crt"), ("privkey", ".key")):
                target = archive / f"{name}{number}.pem"
                target.write_bytes(pathlib.Path(base + suffix).read_bytes())
                target.chmod(0o600 if name == "privkey" else 0o644)
                link = live / f"{name}.pem"
                if link.is_symlink():
                    link.unlink()
                link.symlink_to(f"../../archive/example.org/{name}{number}.pem")
            return subprocess.run(
                ["openssl", "x509", "-in", base + ".crt", "-outform", "DER"],
                check=True, capture_output=True).stdout

        first = issue(1)
        server = self.start(f'certificate = "{live}/fullchain.pem"\n'
                            f' key = "{live}/privkey.pem"')
        self.assertEqual(self.shown(server), first)
        second = issue(2)
        self.assertTrue(until(lambda: self.shown(server) == second, PROMPT_S))
        server.stop()

        (archive / "privkey2.pem").chmod(0o640)
        result = self.check(f'capsule "example.org" {{ root = "{self.root}"\n'
                            f' certificate = "{live}/fullchain.pem"\n'
                            f' key = "{live}/privkey.pem" }}\n', "-n")
        self.assertEqual(result.returncode, 1)
        self.assertIn("a private key needs chmod 600", result.stderr)

    def shown(self, server):
        """The certificate that the server shows."""
        return ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(server.gemini))

    def test_renew_leaves_others_alone(self):
        make_certificate(self.scratch.join("given"))
        before = pathlib.Path(self.scratch.join("given.crt")).read_bytes()
        result = self.check(
            f'capsule "example.org" {{ root = "{self.root}"\n'
            f' certificate = "{self.scratch.join("given.crt")}"\n'
            f' key = "{self.scratch.join("given.key")}" }}\n', "--renew")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("not ours to renew", result.stderr)
        self.assertEqual(pathlib.Path(self.scratch.join("given.crt")).read_bytes(), before)

    def test_a_closed_capsule_is_told_before_it_is_served(self):
        os.chmod(self.root, 0o750)
        result = self.check(f'capsule localhost {{\n root = "{self.root}"\n}}\n', "-n")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stderr, r'checked\.conf:2: root ".*": warning: .*chmod o\+x')

    def test_listing_below_a_prefix_with_a_text(self):
        for name in ("files/a.txt", "files/sub/b.txt", "other/c.txt"):
            self.write(name, "words\n")
        self.write("files/.listing.gmi", "# Our files\n\nTake what you like.\n")
        server = self.start("listing = {/files/}")
        page = gemini_get(server.gemini, f"gemini://localhost:{server.gemini[1]}/files/").data
        self.assertTrue(page.partition(b"\r\n")[2].startswith(
            b"# Our files\n\nTake what you like.\n\n=> ../ ../\n=> sub/ sub/\n=> a.txt a.txt ("))
        menu = plain_get(server.gopher, b"/files/\r\n").data
        self.assertIn(b"iTake what you like.\t", menu)
        self.assertIn(b"\t/files/a.txt\t", menu)
        self.assertRegex(self.header(server, "/files/sub/"), "^20 ")
        self.assertRegex(self.header(server, "/other/"), "^51 ")
        self.assertRegex(self.header(server, "/files/.listing.gmi"), "^51 ")
        self.assertTrue(plain_get(server.gopher, b"/other/\r\n").data.startswith(b"3"))
        self.assertTrue(plain_get(
            server.gopher, b"/files/.listing.gmi\r\n").data.startswith(b"3"))
        server.stop()

    def test_closed_folders_and_suffixes(self):
        self.write("closed/a.gmi")
        for name in ("a.PDF", "a.mobi", "b.unheard-of"):
            self.write(name, "words\n")
        server = self.start()
        os.chmod(os.path.join(self.root, "closed"), 0o750)
        self.assertTrue(until(lambda: self.header(server, "/closed/a.gmi")[:2] == "51", PROMPT_S))
        for path, header in (("/a.PDF", "20 application/pdf"),
                             ("/a.mobi", "20 application/x-mobipocket-ebook"),
                             ("/b.unheard-of", "20 text/plain")):
            with self.subTest(path):
                self.assertRegex(self.header(server, path), "^" + header)
        server.stop()

    def test_a_reload_opens_sockets_and_needs_no_restart(self):
        server = Server(None, configuration=SOCKETS.replace('"127.0.0.1:0"\nw', "off\nw") +
                        f'capsule localhost {{ root = "{self.root}" }}\n')
        self.addCleanup(server.kill)
        server.start()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        with open(server.file, encoding="utf-8") as stream:
            text = stream.read()
        server.configure(text.replace("gopher = off", f'gopher = "127.0.0.1:{port}"'))
        server.signal(signal.SIGHUP)
        server.wait_for_line("^lozenged: reloaded$")
        self.assertIn(b"Test capsule", plain_get(("127.0.0.1", port), b"\r\n").data)
        server.stop()

    def test_off(self):
        result = self.check(f'gemini = off\ncapsule a.example {{ root = "{self.root}" }}\n', "-nn")
        self.assertIn("gemini = off\n", result.stdout)
        self.assertIn('gopher = {":7070"}\n', result.stdout)
        both = self.check("gemini = off\ngopher = off\n"
                          f'capsule a.example {{ root = "{self.root}" }}\n', "-n")
        self.assertEqual(both.returncode, 1, both.stderr)
        self.assertIn("checked.conf: gemini: expected", both.stderr)

    def test_a_new_alias_and_the_certificate(self):
        """It is told that the certificate lacks it, until --renew; the key stays."""
        server = self.start()
        with open(server.file, encoding="utf-8") as stream:
            text = stream.read()
        server.configure(text.replace("root =", "aliases = {alias.example}\n root ="))
        server.signal(signal.SIGHUP)
        server.wait_for_line("warning: the certificate is not made out to alias.example; "
                             "lozenged --renew makes one that is, for the same key")
        server.wait_for_line("^lozenged: reloaded$")
        key = pathlib.Path(server.certs, "localhost.key").read_bytes()
        before = self.shown(server)
        subprocess.run(
            [LOZENGED, "-c", server.file, "--certs", server.certs, "--renew"],
            check=True, capture_output=True, timeout=START_S)
        # Workers that are about to drain may still show the old one, even after.
        shown = set()
        self.assertTrue(until(
            lambda: shown.add(self.shown(server)) or shown - {before}, PROMPT_S))
        self.assertEqual(pathlib.Path(server.certs, "localhost.key").read_bytes(), key)
        names = subprocess.run(
            ["openssl", "x509", "-noout", "-ext", "subjectAltName"], capture_output=True,
            check=True, input=ssl.DER_cert_to_PEM_cert((shown - {before}).pop()),
            text=True).stdout
        self.assertIn("DNS:alias.example", names)
        server.stop()

    def test_the_port_outside(self):
        server = self.start(outside="gemini-port = 1965\n")
        for port, status in (("", "20"), (":1965", "20"), (f":{server.gemini[1]}", "20"),
                             (":1966", "53"), (":70", "53")):
            with self.subTest(port):
                answer = gemini_get(server.gemini, f"gemini://localhost{port}/")
                self.assertEqual(answer.status, status)
        server.stop()

    def test_rules_the_nearest_first(self):
        for name in ("a/one.gmi", "to/one.gmi", "to/deep/one.gmi", "members/a.gmi"):
            self.write(name, "# " + name + "\n")
        server = self.start("""
            redirect "/a/*" { to = /to/ }
            redirect "/a/b/*" { to = "/to/deep"  permanent = yes }
            redirect "/a/b/one.gmi" { to = "one.txt" }
            redirect "/ask/*" { to = "/to?a=b" }
            redirect "/members/old" { to = "/members/a.gmi" }
            gone = {"/a/gone/*", "/a/b/left.gmi"}
            private /members/ { }
            """)
        for path, header in (
                ("/a/one.gmi", "30 /to/one.gmi"), ("/a/b/two.gmi", "31 /to/deep/two.gmi"),
                ("/a/b/one.gmi", "30 one.txt"), ("/a/b/left.gmi", "52"),
                ("/a/gone/x", "52"), ("/a/gone", "30 /to/gone"), ("/ask/c?d", "30 /to/c?a=b"),
                ("/members/old", "60"), ("/other/a/one.gmi", "51")):
            with self.subTest(path):
                self.assertEqual(self.header(server, path)[:len(header)], header)
        for selector, holds in (
                ("/a/one.gmi", b"to/one.gmi"), ("/a/b/one.gmi", b"3"), ("/a/b/left.gmi", b"3"),
                ("/members/old", b"3"), ("/a/b/left.txt", b"3")):
            with self.subTest("gopher " + selector):
                answer = plain_get(server.gopher, selector.encode() + b"\r\n").data
                self.assertTrue(holds in answer if len(holds) > 1 else answer.startswith(holds),
                                answer)
        server.stop()

    def test_what_a_list_shows(self):
        """Its pages by their headings, the first 128; a long text above, cut."""
        for number in range(130):
            self.write(f"many/{number:03}.gmi", f"# Heading {number}\n")
        self.write("many/.hidden.gmi", "# Hidden\n")
        self.write("many/shut.gmi", "# Shut\n")
        self.write("long/a.txt", "a\n")
        self.write("long/.listing.gmi", "# Long\n" + "words\n" * 4000)
        os.chmod(os.path.join(self.root, "many/shut.gmi"), 0o600)
        server = self.start("listing = yes")
        many = gemini_get(server.gemini, f"gemini://localhost:{server.gemini[1]}/many/").data
        self.assertIn(b"=> 000.gmi Heading 0", many)
        self.assertIn(b"=> 127.gmi Heading 127", many)
        self.assertIn(b"=> 128.gmi 128.gmi", many)
        self.assertNotIn(b"idden", many)
        self.assertNotIn(b"hut", many)
        long = gemini_get(server.gemini, f"gemini://localhost:{server.gemini[1]}/long/").data
        self.assertIn(b"\n=> a.txt a.txt", long)
        self.assertLess(abs(len(long) - 16 * 1024), 200)
        server.stop()

    def test_what_the_command_line_says_needs_a_restart(self):
        server = self.start(outside="log = errors\n")  # --workers 1, --certs
        with open(server.file, encoding="utf-8") as stream:
            text = stream.read()
        children = len(server.children())
        server.configure(text.replace("workers = 1", "workers = 3\ncerts = elsewhere"))
        server.signal(signal.SIGHUP)
        server.wait_for_line("^lozenged: reloaded$")
        self.assertTrue(until(lambda: len(server.children()) == children, PROMPT_S))
        self.assertFalse(os.path.exists(server.scratch.join("elsewhere")))
        server.stop()

    def test_pages_over_gopher_as_wide_and_in_the_letters_asked_for(self):
        self.write("page.gmi", "# Größe\n" + "wörter " * 40 + "\n")
        server = self.start("lang = de", outside="gopher-width = 40\ngopher-charset = utf-8\n")
        text = plain_get(server.gopher, b"/page.txt\r\n").data.decode()
        self.assertIn("Größe", text)
        self.assertEqual(max(map(len, text.split("\r\n"))), 34)  # five words, a space between
        server.stop()
        server = self.start("lang = de", outside="gopher-width = 200\n")
        text = plain_get(server.gopher, b"/page.txt\r\n").data.decode("ascii")
        self.assertIn("Groesse", text)
        self.assertGreater(max(map(len, text.split("\r\n"))), 180)
        server.stop()

    def test_who_serves(self):
        """A keyholder and a worker, as the user that was asked for."""
        user = "games" if os.geteuid() == 0 else None
        outside = f"user = {user}\n" if user else ""
        for isolation, processes in (("on", 2), ("off", 1)):
            server = self.start(outside=f"{outside}key-isolation = {isolation}\n")
            children = server.children()
            self.assertEqual(len(children), processes)
            for child in children:
                self.assertEqual(os.stat(f"/proc/{child}").st_uid,
                                 pwd.getpwnam(user).pw_uid if user else os.geteuid())
            server.stop()
