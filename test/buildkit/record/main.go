// Says what BuildKit's own packages make of Dockerfiles and of words: JSON in, JSON out. `npm run record:buildkit` builds and runs it.
package main

import (
	"encoding/json"
	"errors"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type questions struct {
	Files []string `json:"files"`
	Words []word   `json:"words"`
}

type word struct {
	Text   string   `json:"text"`
	Escape string   `json:"escape"`
	Env    []string `json:"env"`
}

type answers struct {
	Files []file     `json:"files"`
	Words []expanded `json:"words"`
}

type file struct {
	Refused      *refusal      `json:"refused,omitempty"`
	Syntax       string        `json:"syntax,omitempty"`
	Escape       string        `json:"escape,omitempty"`
	Instructions []instruction `json:"instructions,omitempty"`
	Stages       []stage       `json:"stages,omitempty"`
}

// refusal has the one-based line of the first error, or 0.
type refusal struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

type instruction struct {
	Keyword  string       `json:"keyword"`
	Lines    [2]int       `json:"lines"`
	Flags    []string     `json:"flags,omitempty"`
	Args     []string     `json:"args,omitempty"`
	JSON     bool         `json:"json,omitempty"`
	Heredocs []heredoc    `json:"heredocs,omitempty"`
	Holds    *instruction `json:"holds,omitempty"`
}

type heredoc struct {
	Name    string `json:"name"`
	Expands bool   `json:"expands"`
	Chomps  bool   `json:"chomps"`
	Body    string `json:"body"`
}

type stage struct {
	Base     string `json:"base"`
	Name     string `json:"name,omitempty"`
	Platform string `json:"platform,omitempty"`
	Line     int    `json:"line"`
}

type expanded struct {
	Is      string `json:"is"`
	Refused string `json:"refused,omitempty"`
}

func main() {
	var asked questions
	check(json.NewDecoder(os.Stdin).Decode(&asked))
	var told answers
	for _, text := range asked.Files {
		told.Files = append(told.Files, read(text))
	}
	for _, word := range asked.Words {
		told.Words = append(told.Words, expand(word))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	check(out.Encode(told))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func expand(asked word) expanded {
	lex := shell.NewLex(rune(asked.Escape[0]))
	is, _, err := lex.ProcessWord(asked.Text, shell.EnvsFromSlice(asked.Env))
	if err != nil {
		return expanded{Refused: err.Error()}
	}
	return expanded{Is: is}
}

func read(text string) file {
	var told file
	if _, syntax, _, ok := parser.DetectSyntax([]byte(text)); ok {
		told.Syntax = syntax
	}
	result, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		told.Refused = refusalOf(err)
		return told
	}
	if result.EscapeToken != parser.DefaultEscapeToken {
		told.Escape = string(result.EscapeToken)
	}
	for _, node := range result.AST.Children {
		told.Instructions = append(told.Instructions, instructionOf(node))
	}
	stages, _, err := instructions.Parse(result.AST, linter.New(&linter.Config{}))
	if err != nil {
		told.Refused = refusalOf(err)
	} else if len(stages) == 0 {
		told.Refused = &refusal{Message: "dockerfile contains no stages to build"}
	}
	for _, one := range stages {
		told.Stages = append(told.Stages, stage{one.BaseName, one.Name, one.Platform, one.Location[0].Start.Line})
	}
	return told
}

func instructionOf(node *parser.Node) instruction {
	told := instruction{
		Keyword: strings.ToUpper(node.Value),
		Lines:   [2]int{node.StartLine, node.EndLine},
		Flags:   node.Flags,
		JSON:    node.Attributes["json"],
	}
	for next := node.Next; next != nil; next = next.Next {
		if len(next.Children) > 0 {
			held := instructionOf(next.Children[0])
			told.Holds = &held
		} else {
			told.Args = append(told.Args, next.Value)
		}
	}
	for _, one := range node.Heredocs {
		told.Heredocs = append(told.Heredocs, heredoc{one.Name, one.Expand, one.Chomp, one.Content})
	}
	return told
}

func refusalOf(err error) *refusal {
	told := &refusal{Message: err.Error()}
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		told.Line = located.Locations[0][0].Start.Line
	}
	return told
}
