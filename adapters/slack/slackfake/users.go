package slackfake

func (u *User) json(team string) object {
	return object{"id": u.ID, "team_id": team, "name": u.Name, "deleted": u.Deleted, "tz": u.TZ, "tz_label": u.TZ,
		"locale": u.Locale, "is_bot": false, "profile": object{"display_name": u.Name}}
}

func (s *Server) usersInfo(a object) reply {
	id := str(a, "user")
	if id == "" || unknown(id) {
		return refused("user_not_found")
	}
	u := s.user(id).json(s.opt.Team)
	if l := str(a, "include_locale"); l != "true" && l != "1" {
		delete(u, "locale")
	}
	return ok(object{"user": u})
}

func (s *Server) usersList(object) reply {
	members := []object{}
	for _, u := range s.users {
		members = append(members, u.json(s.opt.Team))
	}
	return ok(object{"members": members, "cache_ts": s.opt.Now().Unix(), "response_metadata": object{"next_cursor": ""}})
}
