// A small model behind the OpenAI chat-completions wire, on loopback only, for the demo.
// usage: node server.mjs MODEL.gguf MODEL_ID PORT      (node-llama-cpp is resolved from the cwd)
// Prints one JSON line {"port": N} when ready; ends when its standard input closes.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";

const [modelPath, modelId, port] = process.argv.slice(2);
const require = createRequire(pathToFileURL(process.cwd() + "/"));
const { getLlama, JinjaTemplateChatWrapper, LlamaChat, LlamaLogLevel } = await import(pathToFileURL(require.resolve("node-llama-cpp")));

// llama.cpp's threads wait for each other busily: with more of them than cores, a token takes
// seconds instead of milliseconds.
const cores = availableParallelism();
const threads = Math.min(4, cores > 2 ? cores - 1 : cores);
const CONTEXT_TOKENS = 4096, MARGIN_TOKENS = 64, BODY_BYTES = 1 << 20;
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, logLevel: LlamaLogLevel.error });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads });
const template = model.fileInfo.metadata.tokenizer.chat_template;
const chatWrapper = new JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer });
const chat = new LlamaChat({ contextSequence: context.getSequence(), chatWrapper });

class Refused extends Error { constructor(status, message, code) { super(message); Object.assign(this, { status, code }); } }

const text = (content) => typeof content === "string" ? content
  : Array.isArray(content) ? content.map((part) => part?.text ?? "").join("\n") : "";

function history(messages) {
  if (!Array.isArray(messages) || messages.length === 0) throw new Refused(400, "messages must be a non-empty list");
  const items = messages.map(({ role, content }) => role === "assistant" ? { type: "model", response: [text(content)] }
    : { type: role === "system" || role === "developer" ? "system" : "user", text: text(content) });
  return [...items, { type: "model", response: [] }];
}

async function body(request) {
  const parts = []; let size = 0;
  for await (const part of request) {
    if ((size += part.length) > BODY_BYTES) throw new Refused(413, "the body is larger than 1 MiB");
    parts.push(part);
  }
  try { return JSON.parse(Buffer.concat(parts).toString("utf8")) ?? {}; } catch { throw new Refused(400, "the body is not JSON"); }
}

async function complete(asked, signal, onTextChunk) {
  const items = history(asked.messages);
  const prompt = model.tokenize(items.map((item) => item.text ?? item.response.join("")).join("\n")).length;
  const maxTokens = asked.max_completion_tokens ?? asked.max_tokens ?? 256;
  if (prompt + maxTokens + MARGIN_TOKENS > CONTEXT_TOKENS)
    throw new Refused(400, `the prompt and max_tokens exceed ${CONTEXT_TOKENS} tokens`, "context_length_exceeded");
  let written = 0;
  const { response, metadata } = await chat.generateResponse(items, {
    maxTokens, signal, stopOnAbortSignal: true, onTextChunk, onToken: (tokens) => { written += tokens.length; },
    temperature: asked.temperature ?? 0, topP: asked.top_p ?? 1, seed: asked.seed ?? 0,
    customStopTriggers: [asked.stop ?? []].flat(), repeatPenalty: false,
  });
  return {
    text: response, finish: metadata.stopReason === "maxTokens" ? "length" : "stop",
    usage: { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written },
  };
}

const id = () => "chatcmpl-" + Math.random().toString(36).slice(2, 14);

async function answer(request, response) {
  if (request.method === "GET" && request.url === "/v1/models")
    return json(response, 200, { object: "list", data: [{ id: modelId, object: "model", created: 0, owned_by: "douane-sandbox" }] });
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") throw new Refused(404, "no such path");
  const asked = await body(request);
  if (asked.model !== modelId) throw new Refused(404, `unknown model; this server has ${modelId}`, "model_not_found");
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const head = { id: id(), created: Math.floor(Date.now() / 1000), model: modelId };
  if (!asked.stream) {
    const done = await inTurn(() => complete(asked, gone.signal));
    const choice = { index: 0, message: { role: "assistant", content: done.text }, logprobs: null, finish_reason: done.finish };
    return json(response, 200, { ...head, object: "chat.completion", choices: [choice], usage: done.usage });
  }
  const send = (extra) => {
    if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(`data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...extra })}\n\n`);
  };
  const delta = (piece, finish_reason = null) => send({ choices: [{ index: 0, delta: piece, logprobs: null, finish_reason }] });
  const done = await inTurn(() => complete(asked, gone.signal, (chunk) => {
    if (!response.headersSent) delta({ role: "assistant", content: "" });
    delta({ content: chunk });
  }));
  delta({}, done.finish);
  if (asked.stream_options?.include_usage) send({ choices: [], usage: done.usage });
  response.end("data: [DONE]\n\n");
}

let last = Promise.resolve(); // one sequence, so one answer at a time
const inTurn = (work) => (last = last.then(work, work));

function json(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

const server = createServer((request, response) => answer(request, response).catch((error) => {
  if (response.headersSent) return response.destroy();
  const message = error instanceof Refused ? error.message : "the model failed";
  json(response, error.status ?? 500, { error: { message, type: "invalid_request_error", code: error.code ?? null, param: null } });
}));
server.listen(Number(port), "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
process.stdin.on("end", () => process.exit(0)).resume();
