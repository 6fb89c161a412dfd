// Says which of BuildKit's own build checks warn about Dockerfiles: JSON in, JSON out. `npm run compare:peers -- --buildkit go` builds and runs it.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
)

type warning struct {
	ID      string `json:"id"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// images has no registry to ask: every base image is one with an empty configuration.
type images struct{}

func (images) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config := []byte(`{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers"}}`)
	return ref, digest.FromBytes(config), config, nil
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	all := make([][]warning, 0, len(texts))
	for _, text := range texts {
		all = append(all, warningsOf([]byte(text)))
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		panic(err)
	}
}

// capabilities are those of an engine that can all that BuildKit can: mounts of RUN ask for them.
var capabilities = pb.Caps.CapSet(pb.Caps.All())

// warningsOf runs every check over all stages. A file that BuildKit refuses has the warnings up to where it does.
func warningsOf(text []byte) []warning {
	found := []warning{}
	source := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", text)
	source.Definition = &llb.Definition{}
	results, err := dockerfile2llb.DockerfileLint(context.Background(), text, dockerfile2llb.ConvertOpt{
		SourceMap:    source,
		LLBCaps:      &capabilities,
		MetaResolver: images{},
	})
	if err != nil || results == nil {
		return found
	}
	for _, one := range results.Warnings {
		line := 0
		if one.Location != nil && len(one.Location.Ranges) > 0 {
			line = int(one.Location.Ranges[0].Start.Line)
		}
		found = append(found, warning{ID: one.RuleName, Line: line, Message: one.Detail})
	}
	return found
}
