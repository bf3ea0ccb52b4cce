package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
)

// plainly says what keeps the network from carrying something to name, and what
// to do, where Go's own words name its parts; other errors stay as they are.
func plainly(name string, err error) error {
	var lookup *net.DNSError
	var dial *net.OpError
	var certificate *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &lookup):
		return fmt.Errorf("%s cannot be reached: the name %s is not found. Look at this machine's network and DNS, then try again", name, lookup.Name)
	case errors.As(err, &certificate):
		return fmt.Errorf("%s cannot be reached safely: its certificate is not trusted here (%w). Look at the clock, at the machine's certificates, and at a proxy between", name, certificate.Err)
	case errors.Is(err, syscall.ECONNREFUSED) && errors.As(err, &dial) && dial.Addr != nil:
		return fmt.Errorf("%s cannot be reached: nothing listens at %s. Look at the address, and at a proxy or firewall between", name, dial.Addr)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("%s gives no answer in time. Look at this machine's network, and at a proxy or firewall between, then try again", name)
	case errors.As(err, &dial):
		return fmt.Errorf("%s cannot be reached (%w). Look at this machine's network, and at a proxy or firewall between", name, dial.Err)
	}
	return err
}
