// The smallest discord.js bot: one constant answer to every message, and no
// rate limit of its own. With BENCH_DB it keeps each message, looks its answer
// up and keeps that before it is sent.
import { Client, GatewayIntentBits as I, Partials, Events } from 'discord.js';
import { open } from '../../loadtest/keep.mjs';

const kept = open();
const client = new Client({
  intents: [I.Guilds, I.GuildMessages, I.DirectMessages],
  partials: [Partials.Channel], // direct messages
  rest: { api: process.env.DISCORD_API_URL, version: '10', globalRequestsPerSecond: Infinity },
});
client.on(Events.MessageCreate, async (m) => {
  if (m.author.bot) return;
  kept?.keep(m.id, m.toJSON());
  await m.channel.send({ content: kept ? kept.answer(m.id, m.content).slice(0, 2000) : 'A constant answer.', allowedMentions: { parse: [] } });
});
client.on('error', (e) => console.error(e.message));
await client.login(process.env.DISCORD_TOKEN);
