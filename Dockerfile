# The command line tool; docs/ci.md tells how to run it. The digest is the one under which many public Dockerfiles pin this tag.
FROM node:24.11.1-bookworm-slim@sha256:48abc13a19400ca3985071e287bd405a1d99306770eb81d61202fb6b65cf0b57 AS build
WORKDIR /source
COPY package.json package-lock.json ./
COPY scripts/node/package.json scripts/node/
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.ts

FROM node:24.11.1-bookworm-slim@sha256:48abc13a19400ca3985071e287bd405a1d99306770eb81d61202fb6b65cf0b57
COPY --from=build --chmod=0755 /source/dist/cli /opt/bulkhead
WORKDIR /work
USER 1000:1000
ENTRYPOINT ["node", "--", "/opt/bulkhead/main.mjs"]
CMD ["check"]
