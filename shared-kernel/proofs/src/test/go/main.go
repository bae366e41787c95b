// Verifies with Go's own checksum database client what Mooring gives an auditor: a verifier key, a
// checkpoint, tiles, proofs of inclusion and of consistency, in a folder. Says "whole", or why not.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := verify(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("whole")
}

func verify(dir string) error {
	key, err := os.ReadFile(filepath.Join(dir, "key"))
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := checkpoint(signed, verifier)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if err := inclusions(dir, verifier); err != nil {
		return err
	}
	if err := consistencies(dir, verifier); err != nil {
		return err
	}
	return tiles(dir, tree)
}

func checkpoint(signed []byte, verifier note.Verifier) (tlog.Tree, error) {
	var tree tlog.Tree
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var result []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		result = append(result, hash)
	}
	return result, nil
}

func split(text []byte) ([]string, []byte, error) {
	end := bytes.Index(text, []byte("\n\n"))
	if end < 0 {
		return nil, nil, fmt.Errorf("no empty line")
	}
	return strings.Split(string(text[:end]), "\n"), text[end+2:], nil
}

// An entry lies beside each proof of inclusion.
func inclusions(dir string, verifier note.Verifier) error {
	proofs, err := filepath.Glob(filepath.Join(dir, "*.tlog-proof"))
	if err != nil {
		return err
	}
	for _, path := range proofs {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		entry, err := os.ReadFile(strings.TrimSuffix(path, ".tlog-proof"))
		if err != nil {
			return err
		}
		lines, signed, err := split(text)
		if err != nil {
			return err
		}
		tree, err := checkpoint(signed, verifier)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
		if err != nil || lines[0] != "c2sp.org/tlog-proof@v1" {
			return fmt.Errorf("%s: no proof", path)
		}
		proof, err := hashes(lines[2:])
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// The checkpoint that was seen before lies beside each proof of consistency.
func consistencies(dir string, verifier note.Verifier) error {
	proofs, err := filepath.Glob(filepath.Join(dir, "*.consistency"))
	if err != nil {
		return err
	}
	for _, path := range proofs {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen, err := os.ReadFile(strings.TrimSuffix(path, ".consistency"))
		if err != nil {
			return err
		}
		old, err := checkpoint(seen, verifier)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		lines, signed, err := split(text)
		if err != nil {
			return err
		}
		tree, err := checkpoint(signed, verifier)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if lines[0] != fmt.Sprintf("old %d", old.N) {
			return fmt.Errorf("%s: of another size", path)
		}
		proof, err := hashes(lines[1:])
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

type files struct{ dir string }

func (files) Height() int { return 8 }

// Go's own paths begin with the height, which tlog-tiles leaves out.
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var result [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(f.dir, path))
		if err != nil {
			return nil, err
		}
		result = append(result, data)
	}
	return result, nil
}

func (files) SaveTiles([]tlog.Tile, [][]byte) {}

// The client reads leaf by leaf out of tiles that it authenticates by the root.
func tiles(dir string, tree tlog.Tree) error {
	if _, err := os.Stat(filepath.Join(dir, "tile")); err != nil {
		return nil
	}
	leaves, err := os.ReadFile(filepath.Join(dir, "leaves"))
	if err != nil {
		return err
	}
	reader := tlog.TileHashReader(tree, files{dir})
	for i, leaf := range strings.Fields(string(leaves)) {
		read, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(i))})
		if err != nil {
			return fmt.Errorf("tiles: %w", err)
		}
		if base64.StdEncoding.EncodeToString(read[0][:]) != leaf {
			return fmt.Errorf("tiles: leaf %d is another", i)
		}
	}
	return nil
}
