package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"unbasic/inventory"
	"unbasic/inventory/evidence"

	"github.com/spf13/cobra"
)

type verifyOptions struct {
	globalOptions
	format tableFormat
}

const verifyHelp = `verify holds every file under evidence/ against the manifest of its snapshot, and every manifest against its
own sum. A byte that was changed and a file that is missing or was added are found, and so is evidence that
inventory.json was made from and that is not there any more. It reads, and changes nothing.` + exitHelp

func newVerifyCommand(env *environment, global *globalOptions) *cobra.Command {
	var opts verifyOptions
	cmd := &cobra.Command{
		Use: "verify", Short: "Are the evidence files what the manifest says?", Long: verifyHelp, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			opts.globalOptions = *global
			return inWorkspace(opts.globalOptions, "verify", func(ws *workspace) error {
				return runVerify(env, ws, opts)
			})
		},
	}
	opts.format.addFlag(cmd)
	return cmd
}

// runVerify shows every file and fails where one is not as it was kept.
func runVerify(env *environment, ws *workspace, o verifyOptions) error {
	u := newUI(env, o.globalOptions)
	list, err := evidence.Verify(ws.dir)
	if err != nil {
		return err
	}
	missing, err := missingFrom(ws, list)
	if err != nil {
		return err
	}
	list = append(list, missing...)
	if len(list) == 0 {
		return fmt.Errorf("%s holds no evidence: run unbasic collect, or unbasic import with an exported file", ws.dir)
	}
	if err := u.verifications(list, o.format); err != nil {
		return err
	}
	wrong := 0
	for _, v := range list {
		if v.State != evidence.FileAsKept {
			wrong++
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%d of %d evidence files are not what was kept: put them back from a copy, or move their snapshots out of evidence/ and read them again", wrong, len(list))
	}
	u.say(sayVerified, "files", strconv.Itoa(len(list)))
	return nil
}

// missingFrom finds what inventory.json was made from and what is not there, or not the same, any more.
func missingFrom(ws *workspace, list []evidence.Verification) ([]evidence.Verification, error) {
	if !exists(ws.inventoryPath()) {
		return nil, nil
	}
	f, err := os.Open(ws.inventoryPath())
	if err != nil {
		return nil, err
	}
	inv, err := inventory.Read(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("reading %s: %w: run unbasic inventory again", ws.inventoryPath(), err)
	}
	now := map[string]evidence.Verification{}
	for _, v := range list {
		now[v.Snapshot+"/"+v.File] = v
	}
	var missing []evidence.Verification
	for _, e := range inv.Evidence {
		kept, there := now[e.Snapshot+"/"+e.Name]
		switch {
		case !there:
			missing = append(missing, evidence.Verification{Snapshot: e.Snapshot, File: e.Name, State: evidence.FileMissing, Detail: "inventory.json was made from it"})
		case kept.State == evidence.FileAsKept && kept.SHA256 != e.SHA256:
			missing = append(missing, evidence.Verification{Snapshot: e.Snapshot, File: e.Name, State: evidence.FileChanged, SHA256: kept.SHA256,
				Detail: "inventory.json was made from another one, of SHA-256 " + e.SHA256})
		}
	}
	return missing, nil
}

func (u ui) verifications(list []evidence.Verification, format tableFormat) error {
	if format == formatJSON {
		return u.json(list)
	}
	rows := [][]string{}
	for _, v := range list {
		rows = append(rows, []string{v.Snapshot, v.File, string(v.State), strconv.FormatInt(v.Bytes, 10), v.SHA256, v.Detail})
	}
	return u.rows(u.words(headSnapshot, headFile, headStatus, headBytes, headSum, headReason), rows)
}
