import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of an authority of a test's own, and of a server's certificate that it signed. */
export interface Certificates {
  ca: string;
  cert: string;
  key: string;
}

/** Whether certificates can be made here. Where not, says so: tests of TLS are then skipped. */
export function canMakeCertificates(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write(
      "SKIPPED: tests of TLS, since there is no openssl here (apt-get install openssl).\n",
    );
    return false;
  }
}

/** Makes an authority and a certificate for `names` (such as `IP:127.0.0.1`) in a folder. */
export function makeCertificates(folder: string, names: string): Certificates {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  const subject = (name: string) => ["-subj", `/CN=${name}`];
  openssl(
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"],
    ...["-keyout", "ca.key", "-out", "ca.crt", ...subject("boardsense test authority")],
  );
  openssl(
    ...["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
    ...["-keyout", "server.key", "-out", "server.csr", ...subject("server")],
  );
  writeFileSync(at("names"), `subjectAltName=${names}\n`);
  openssl(
    ...["x509", "-req", "-in", "server.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"],
    ...["-days", "2", "-extfile", "names", "-out", "server.crt"],
  );
  return { ca: at("ca.crt"), cert: at("server.crt"), key: at("server.key") };
}
