// Package understanding reads a message once, and whole, into bot.Understood.
//
// It owns the ways in which people say commands, facts about themselves,
// check-in answers and questions, in English and French. They are data
// (grammar/*.yaml) that somebody without Go can extend: README.md beside them
// says how. At the first message they are compiled into one automaton over
// words and slots; a clause is read where the automaton accounts for each of
// its words, else the part says what was left over and does not act.
//
// It must not know what a command does, any platform, the database or the wall
// clock. Words of time are package language's, names of roles and
// certifications come from the Knowledge that New is given.
package understanding
