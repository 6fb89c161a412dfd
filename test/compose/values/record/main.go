// Reads a list of Compose files as JSON and writes why each is refused, or an empty text, as compose-go finds it
// the way Docker Compose calls it. The argument is the directory that the files are said to lie in.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetLevel(logrus.PanicLevel)
	// Docker Compose brings this format; nothing is read here.
	dotenv.RegisterFormat("raw", func(io.Reader, string, map[string]string, func(string) (string, bool)) error { return nil })
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answers := make([]string, len(texts))
	for i, text := range texts {
		answers[i] = refusal(os.Args[1], text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		os.Exit(1)
	}
}

func refusal(directory string, text string) (why string) {
	defer func() {
		if recovered := recover(); recovered != nil {
			why = fmt.Sprint(recovered)
		}
	}()
	_, err := loader.LoadWithContext(context.Background(), types.ConfigDetails{
		WorkingDir:  directory,
		ConfigFiles: []types.ConfigFile{{Filename: directory + "/compose.yaml", Content: []byte(text)}},
		Environment: types.Mapping{},
	}, func(options *loader.Options) {
		options.SetProjectName("project", true)
		options.Profiles = []string{"*"}
		options.ResolvePaths = true
	})
	if err != nil {
		return err.Error()
	}
	return ""
}
