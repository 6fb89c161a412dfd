# The command line tool: docker build --tag bulkhead . && docker run --rm --volume "$PWD:/work:ro" bulkhead check
# bulkhead: allow unpinned-image -- the tag is an exact version of an official image and is renewed with each release
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /source
COPY package.json package-lock.json ./
COPY scripts/node/package.json scripts/node/
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.ts

# bulkhead: allow unpinned-image -- the tag is an exact version of an official image and is renewed with each release
FROM node:24.11.1-bookworm-slim
COPY --from=build --chmod=0755 /source/dist/cli /opt/bulkhead
WORKDIR /work
USER 1000:1000
ENTRYPOINT ["node", "/opt/bulkhead/main.mjs"]
CMD ["check"]
