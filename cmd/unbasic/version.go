package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newVersionCommand(env *environment) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the program's version", Long: "version prints the program's version." + exitHelp, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(env.stdout, "unbasic", version())
			return err
		},
	}
}
