package discord

import (
	"context"
	"net/url"
	"strconv"
)

// Permissions that the mentor asks for in a server; docs/discord.md says what for.
const (
	permViewChannels  = 1 << 10
	permSendMessages  = 1 << 11
	permEmbedLinks    = 1 << 14
	permAttachFiles   = 1 << 15
	permReadHistory   = 1 << 16
	permSendInThreads = 1 << 38

	permissions = permViewChannels | permSendMessages | permEmbedLinks | permAttachFiles | permReadHistory | permSendInThreads
)

// Kinds of installation (Discord's reference, application integration types).
const (
	inServer = 0
	forUser  = 1
)

// InstallLinks are the addresses at which people install an app: in a server,
// and for themselves, wherever they go.
func InstallLinks(app string) (server, user string) {
	link := func(kind int, more url.Values) string {
		q := url.Values{"client_id": {app}, "integration_type": {strconv.Itoa(kind)}}
		for k, v := range more {
			q[k] = v
		}
		return "https://discord.com/oauth2/authorize?" + q.Encode()
	}
	return link(inServer, url.Values{"scope": {"bot applications.commands"}, "permissions": {strconv.Itoa(permissions)}}),
		link(forUser, url.Values{"scope": {"applications.commands"}})
}

// Application asks Discord for the application's id.
func (a *Adapter) Application(ctx context.Context) (string, error) {
	if err := a.identify(ctx); err != nil {
		return "", sendError(err)
	}
	return a.application(), nil
}
