// Package features lists every feature of the mentor. It is what the program
// and tests give to bot.New; nothing else may import it.
package features

import (
	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/features/account"
	"mentor/bot/features/admin"
	"mentor/bot/features/certs"
	"mentor/bot/features/checkins"
	"mentor/bot/features/goals"
	"mentor/bot/features/growth"
	"mentor/bot/features/onboarding"
	"mentor/bot/features/profile"
	"mentor/bot/features/progress"
	"mentor/bot/features/questions"
	"mentor/bot/features/reminders"
	"mentor/bot/features/schedules"
	"mentor/bot/features/steps"
)

// All is every feature in the order of help.
func All() []bot.Feature {
	return []bot.Feature{
		onboarding.Feature(),
		questions.Ask(),
		profile.Feature(),
		questions.Roles(),
		questions.Quiz(),
		goals.Feature(),
		steps.Feature(),
		certs.Feature(),
		growth.Skills(),
		growth.Evidence(),
		checkins.Feature(),
		checkins.Nudges(),
		schedules.Feature(),
		reminders.Feature(),
		schedules.Rest(),
		progress.Feature(),
		onboarding.Home(),
		account.Feature(),
		dialogue.Feature(),
		growth.Feature(),
		account.Help(),
		admin.Feature(),
	}
}
