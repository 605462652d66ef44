# The tag names one release of Node.js 24 (LTS). A release should also name its digest:
# --build-arg NODE_IMAGE=node:24.21.0-trixie-slim@sha256:...
ARG NODE_IMAGE=node:24.21.0-trixie-slim

FROM ${NODE_IMAGE} AS base
WORKDIR /app

FROM base AS manifests
COPY package.json package-lock.json ./
COPY adapter/package.json adapter/

FROM manifests AS build
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY adapter adapter
COPY server server
COPY web web
RUN npm run build

FROM manifests AS dependencies
RUN npm ci --ignore-scripts --omit=dev

FROM base
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=dependencies /app ./
COPY --from=build /app/adapter/dist adapter/dist
COPY --from=build /app/dist dist
# The files belong to root: the server cannot change itself.
USER 10001:10001
EXPOSE 3000 9464
# In place of the entry point of the base image, which is a shell script.
ENTRYPOINT ["node", "--enable-source-maps", "dist/server/src/main.js"]
