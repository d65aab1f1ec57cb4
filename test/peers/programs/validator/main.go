// Times op-node's own validation of gossiped blocks, on messages that somebody else has made.
//
// The first line of standard input says who signs and brings the messages; every further line asks for
// one message to be validated so many times, and is answered with a line of nanoseconds. So whoever
// measures can take turns with us, and whatever else the machine does falls on both alike.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"time"

	"github.com/ethereum-optimism/optimism/op-node/p2p"
	"github.com/ethereum-optimism/optimism/op-node/rollup"
	"github.com/ethereum-optimism/optimism/op-service/clock"
	"github.com/ethereum-optimism/optimism/op-service/eth"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/log"
	pubsub "github.com/libp2p/go-libp2p-pubsub"
	pb "github.com/libp2p/go-libp2p-pubsub/pb"
)

// A block of ten megabytes is somewhat longer in base64.
const longestLineBytes = 64 << 20

type stage struct {
	ChainID uint64         `json:"chainId"`
	Signer  common.Address `json:"signer"`
	// Unix seconds: when the messages are new.
	Now int64 `json:"now"`
	// As they come over the wire: compressed, signed under the zero domain, in base64.
	Messages [][]byte `json:"messages"`
}

type question struct {
	Message int `json:"message"`
	Rounds  int `json:"rounds"`
}

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLineBytes)
	answers := json.NewEncoder(os.Stdout)
	var set stage
	if err := next(lines, &set); err != nil {
		return err
	}
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		took, err := set.measure(asked)
		if err != nil {
			return err
		}
		if err := answers.Encode(took); err != nil {
			return err
		}
	}
	return lines.Err()
}

func next(lines *bufio.Scanner, into any) error {
	if !lines.Scan() {
		return fmt.Errorf("expected a line of JSON, there was none: %w", lines.Err())
	}
	return json.Unmarshal(lines.Bytes(), into)
}

func (s *stage) measure(asked question) ([]int64, error) {
	if asked.Message < 0 || asked.Message >= len(s.Messages) {
		return nil, fmt.Errorf("there is no message %d", asked.Message)
	}
	took := make([]int64, 0, asked.Rounds)
	for range asked.Rounds {
		// A new one each time, for one that has seen a block only says so.
		validate := s.validator()
		message := &pubsub.Message{Message: &pb.Message{Data: s.Messages[asked.Message]}}
		start := time.Now()
		verdict := validate(context.Background(), "somebody", message)
		took = append(took, time.Since(start).Nanoseconds())
		if verdict != pubsub.ValidationAccept {
			return nil, fmt.Errorf("message %d was not accepted: verdict %d", asked.Message, verdict)
		}
	}
	return took, nil
}

func (s *stage) validator() pubsub.ValidatorEx {
	jovian := uint64(0)
	config := &rollup.Config{L2ChainID: new(big.Int).SetUint64(s.ChainID), JovianTime: &jovian}
	now := clock.NewDeterministicClock(time.Unix(s.Now, 0))
	quiet := log.NewLogger(log.DiscardHandler())
	return p2p.BuildBlocksValidator(quiet, config, signer(s.Signer), eth.BlockV4, bounds{}, now)
}

// signer is the one address that may sign blocks.
type signer common.Address

func (s signer) P2PSequencerAddress() common.Address         { return common.Address(s) }
func (s signer) PreviousP2PSequencerAddress() common.Address { return common.Address{} }
func (s signer) ConfirmCurrentSigner()                       {}

// bounds are op-node's own.
type bounds struct{}

func (bounds) PeerScoringParams() *p2p.ScoringParams            { return nil }
func (bounds) ConfigureGossip(_ *rollup.Config) []pubsub.Option { return nil }
func (bounds) GetGossipTimestampThreshold() time.Duration       { return time.Minute }
