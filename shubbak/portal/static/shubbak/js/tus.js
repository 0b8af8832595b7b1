// A file in pieces of a megabyte (tus 1.0): a cut connection costs one piece.
(() => {
  "use strict";

  const PIECE = 1024 * 1024;
  const CUT = Symbol("cut");
  const PROTOCOL = "not the protocol";

  class Refused extends Error {}

  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const offsetIn = (answer) => Number(answer.getResponseHeader("Upload-Offset"));

  function ask(method, url, headers, body = null, onProgress = null) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      if (onProgress) request.upload.onprogress = (step) => onProgress(step.loaded);
      request.timeout = 300000;
      request.onload = () => (request.status >= 500 ? reject(CUT) : resolve(request));
      request.onerror = request.ontimeout = () => reject(CUT);
      request.send(body);
    });
  }

  // `form` says where uploads begin; `look.show` and `look.pause` are told how far it is and that it waits.
  class Sending {
    constructor(form, file, paper, look) {
      Object.assign(this, { form, file, paper, look });
      this.url = this.known();
      this.offset = -1; // asks the server: a piece that was cut may have arrived all the same
    }

    get always() {
      return { "Tus-Resumable": "1.0.0", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    }

    // What the server still has of the same file of this device: its paper, size and last change.
    known() {
      const { file, paper } = this;
      const same = (row) =>
        row.paper === paper && row.length === String(file.size) && row.mark === String(file.lastModified);
      const found = [...document.querySelectorAll("[data-upload]")].find((row) => same(row.dataset));
      return found ? found.dataset.upload : "";
    }

    async whole() {
      for (let tries = 0; this.offset !== this.file.size; tries += 1) {
        try {
          await this.step();
          tries = -1;
        } catch (problem) {
          if (problem !== CUT) throw problem;
          this.offset = -1;
          await this.look.pause(tries);
        }
      }
    }

    async step() {
      if (!this.url) await this.begin();
      else if (this.offset < 0) await this.askOffset();
      else await this.sendPiece();
      this.look.show(this.file, Math.max(0, this.offset));
    }

    async begin() {
      const told = { requirement: this.paper, filename: this.file.name, mark: String(this.file.lastModified) };
      const metadata = Object.entries(told).map(([name, value]) => `${name} ${encoded(value)}`).join(",");
      const headers = { ...this.always, "Upload-Length": this.file.size, "Upload-Metadata": metadata };
      const answer = await ask("POST", this.form.dataset.uploads, headers);
      if (answer.status === 413) throw new Refused(answer.responseText);
      if (answer.status !== 201) throw new Error(PROTOCOL);
      this.url = answer.getResponseHeader("Location");
      this.offset = 0;
    }

    async askOffset() {
      const answer = await ask("HEAD", this.url, this.always);
      if (answer.status !== 200) throw new Error(PROTOCOL);
      this.offset = offsetIn(answer);
    }

    async sendPiece() {
      const from = this.offset;
      const piece = this.file.slice(from, from + PIECE);
      const headers = { ...this.always, "Upload-Offset": from, "Content-Type": "application/offset+octet-stream" };
      if (globalThis.crypto?.subtle) {
        const digest = await crypto.subtle.digest("SHA-256", await piece.arrayBuffer());
        headers["Upload-Checksum"] = `sha256 ${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
      }
      const show = (loaded) => this.look.show(this.file, from + loaded);
      const answer = await ask("PATCH", this.url, headers, piece, show);
      if (answer.status === 422) throw new Refused(answer.responseText);
      if (answer.status === 409 || answer.status === 460) throw CUT;
      if (answer.status !== 204) throw new Error(PROTOCOL);
      this.offset = offsetIn(answer);
    }
  }

  globalThis.Tus = { Refused, send: (...given) => new Sending(...given).whole() };
})();
