// Checks a receipt and its place in the register with nothing but public keys: no network, no server.
// Byte layouts: shubbak/journal/receipt.py, shubbak/journal/leaf.py, RFC 6962, c2sp.org/signed-note.
const core = (() => {
  "use strict";

  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const KINDS = ["other", "incoming", "outgoing", "internal", "complaints", "permits", "requests"];
  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const same = (one, other) => hex(one) === hex(other);

  function join(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  }

  async function sha256(...parts) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
  }

  // The 122 bytes of a receipt as typed, or null.
  function readText(typed) {
    const text = typed.replace(/\s+/g, "").toUpperCase().replace(/\/+$/, "").split("/").pop();
    if (!/^[A-Z2-7]{196}$/.test(text)) return null;
    const bytes = new Uint8Array(122);
    let bits = 0, held = 0, at = 0;
    for (const letter of text) {
      held = (held << 5) | ALPHABET.indexOf(letter);
      bits += 5;
      if (bits >= 8) { bits -= 8; bytes[at++] = (held >> bits) & 255; held &= (1 << bits) - 1; }
    }
    return held === 0 ? { text, bytes } : null;
  }

  // What the receipt states, or null if a field cannot be.
  function decode(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const facts = {
      keyId: hex(bytes.slice(1, 5)), agency: view.getUint16(5), kind: KINDS[bytes[7]], year: view.getUint16(8),
      number: view.getUint32(10), seconds: view.getUint32(14), receiptId: hex(bytes.slice(18, 26)),
      manifest: hex(bytes.slice(26, 58)),
    };
    const right = bytes[0] === 1 && facts.kind && facts.number && facts.agency;
    return right && Math.abs(new Date(facts.seconds * 1000).getUTCFullYear() - facts.year) <= 1 ? facts : null;
  }

  async function signedBy(key, message, signature) {
    try {
      const imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, imported, signature, message);
    } catch {
      return verifyAsync(signature, message, key, { zip215: false });
    }
  }

  // malformed, unknown_key, forged or genuine; with the facts where there are any.
  async function checkReceipt(typed, keys) {
    const read = readText(typed);
    const facts = read && decode(read.bytes);
    if (!facts) return { issue: "malformed" };
    if (!keys[facts.keyId]) return { issue: "unknown_key", facts };
    const good = await signedBy(unhex(keys[facts.keyId]), read.bytes.slice(0, 58), read.bytes.slice(58));
    return { issue: good ? "genuine" : "forged", facts, text: read.text };
  }

  function canonical(value) {
    const framed = (tag, body) => {
      const head = new Uint8Array(9);
      head[0] = tag.charCodeAt(0);
      new DataView(head.buffer).setBigUint64(1, BigInt(body.length));
      return join(head, body);
    };
    if (value === null) return framed("n", utf8(""));
    if (typeof value === "boolean") return framed("b", utf8(value ? "1" : "0"));
    if (typeof value === "number") return framed("i", utf8(String(value)));
    if (typeof value === "string") return framed("s", utf8(value));
    if (value instanceof Uint8Array) return framed("x", value);
    if (Array.isArray(value)) return framed("l", join(...value.map(canonical)));
    const keys = Object.keys(value).sort();
    return framed("m", join(...keys.flatMap((key) => [framed("s", utf8(key)), canonical(value[key])])));
  }

  async function includes(root, size, index, leaf, path) {
    let position = index, last = size - 1, current = leaf;
    for (const step of path) {
      if (last === 0) return false;
      if (position % 2 || position === last) {
        current = await sha256(Uint8Array.of(1), step, current);
        while (position && position % 2 === 0) { position /= 2; last = Math.floor(last / 2); }
      } else current = await sha256(Uint8Array.of(1), current, step);
      position = Math.floor(position / 2); last = Math.floor(last / 2);
    }
    return last === 0 && index < size && same(current, root);
  }

  // The size and root of a checkpoint that one of our keys signed, or null.
  async function openNote(note, keys) {
    const at = note.lastIndexOf("\n\n\u2014 ");
    const [name, encoded] = note.slice(at + 4).trim().split(" ");
    const text = note.slice(0, at + 1), blob = unbase64(encoded);
    const [origin, size, root] = text.split("\n");
    if (origin !== name) return null;
    for (const key of Object.values(keys).map(unhex)) {
      const id = (await sha256(utf8(`${name}\n\u0001`), key)).slice(0, 4);
      if (same(id, blob.slice(0, 4)) && await signedBy(key, utf8(text), blob.slice(4))) {
        return { size: Number(size), root: unbase64(root) };
      }
    }
    return null;
  }

  function states(content, facts) {
    return content.year === facts.year && content.number === facts.number && content.receipt_id === facts.receiptId
      && content.manifest_sha256 === facts.manifest && content.received_at === facts.seconds;
  }

  // Whether a proof shows that the entry of the receipt is a leaf of the signed register.
  async function checkProof({ leaf, path, checkpoint }, facts, keys) {
    const tree = await openNote(checkpoint, keys);
    if (!tree || !["registry.entered", "registry.lost"].includes(leaf.what) || !states(leaf.facts, facts)) return false;
    const content = await sha256(utf8("shubbak content 1\n"), unhex(leaf.content_salt), canonical(leaf.facts));
    const parts = ["shubbak leaf 1", leaf.at, leaf.what, leaf.about, leaf.actor_kind, content, unhex(leaf.party_commitment)];
    const hashed = await sha256(Uint8Array.of(0), canonical(parts));
    return includes(tree.root, tree.size, leaf.index, hashed, path.map(unhex));
  }

  return { checkReceipt, checkProof };
})();
