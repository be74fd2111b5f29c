/** The page for people: the built dashboard, or a sentence that says where it is. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Serves the page from `pageDir`; paths of the page that are no file get its index. */
export async function pageRoutes(app: FastifyInstance, pageDir: string | null): Promise<void> {
  const built = pageDir !== null && existsSync(join(pageDir, "index.html"));
  if (built) {
    await app.register(fastifyStatic, {
      root: resolve(pageDir),
      cacheControl: false,
      setHeaders: (reply, path) => void reply.header("cache-control", lifeOf(path)),
      schemaHide: true,
    });
  } else {
    app.get("/", { schema: { hide: true } }, (_request, reply) =>
      reply.type("text/html").send(NO_PAGE),
    );
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "/";
    const isPage = built && request.method === "GET" && !path.startsWith("/api/");
    if (isPage && (request.headers.accept ?? "").includes("text/html")) {
      return reply.header("cache-control", "no-cache").sendFile("index.html");
    }
    const message = `${request.method} ${path}: there is nothing here; see /openapi.json`;
    return reply.code(404).send({ error: "not-found", message });
  });
}

/** Names of built files change with what is in them; the index must always be asked for. */
const lifeOf = (path: string): string =>
  path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";

const NO_PAGE = `<!doctype html>
<html lang="en">
<title>Pedestrian crossing</title>
<h1>The page is not built</h1>
<p>The crossing runs and its API answers: <a href="/api/v1/state">state</a>,
<a href="/openapi.json">all paths</a>. To see the page, run <code>npm run build</code> and start again.</p>
<p lang="zh">路口正在运行,接口可用。要看到页面,请先运行 <code>npm run build</code>,再重新启动。</p>
</html>
`;
