package discord

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
)

// unsafeName is what Discord would replace in a file's name; embeds find their
// picture by it.
var unsafeName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

func (b *builder) attach(name, mime, alt string, data []byte) string {
	if len(b.now().Files) >= maxFiles || b.bytes+len(data) > maxFileBytes && len(b.now().Files) > 0 {
		b.next()
	}
	name = strings.Trim(unsafeName.ReplaceAllString(name, "_"), "._")
	if name == "" {
		name = "file"
	}
	if len(name) > 100 {
		name = name[len(name)-100:]
	}
	for _, f := range b.now().Files {
		if f.name == name {
			name = strconv.Itoa(len(b.now().Files)) + "-" + name
		}
	}
	if mime == "" || strings.ContainsAny(mime, "\r\n") {
		mime = "application/octet-stream"
	}
	b.bytes += len(data)
	b.now().Files = append(b.now().Files, file{name: name, mime: mime, alt: alt, data: data})
	return name
}

// picture puts an image where it stands among the words. Its words are beside
// it for those who cannot see it, and in its place where there is none.
func (b *builder) picture(p bot.Picture) {
	alt := plainLine(p.Alt)
	data, err := p.Draw()
	if err != nil || len(data) == 0 || units(alt) > maxAltRunes {
		if alt != "" {
			for _, x := range flow([]block{{runs: []run{{text: alt, italic: true}}}}, b.pieceRunes()) {
				b.put(x)
			}
		}
		if err != nil || len(data) == 0 {
			return
		}
	}
	if b.close(); b.parts+2 > maxParts {
		b.next()
	}
	name := b.attach(p.Name, "image/png", p.Alt, data)
	item := discordgo.MediaGalleryItem{Media: discordgo.UnfurledMediaItem{URL: "attachment://" + name}}
	if alt = shorten(alt, maxAltRunes); alt != "" {
		item.Description = &alt
	}
	b.place(discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{item}}, 2)
}

// file attaches a document; one that is larger than Discord takes comes in
// parts that can be put together again.
func (b *builder) file(f bot.File) {
	attach := func(name, mime string, data []byte) {
		if !b.rich {
			b.attach(name, mime, "", data)
			return
		}
		if b.close(); b.parts+1 > maxParts {
			b.next()
		}
		b.place(discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://" + b.attach(name, mime, "", data)}}, 1)
	}
	if len(f.Data) <= maxFileBytes {
		attach(f.Name, f.MIME, f.Data)
		return
	}
	b.put(piece{text: fmt.Sprintf(b.words.tooLarge, escape(shorten(f.Name, 200)))})
	for i, rest := 1, f.Data; len(rest) > 0; i++ {
		n := min(len(rest), maxFileBytes-1<<16)
		attach(fmt.Sprintf("%s.%03d", f.Name, i), "application/octet-stream", rest[:n])
		rest = rest[n:]
	}
}
