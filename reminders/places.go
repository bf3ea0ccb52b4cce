package reminders

// abbreviations of zones, as people use them. An ambiguous one is what most
// writers of English or French mean by it; every confirmation names the zone.
var abbreviations = map[string]string{
	"utc": "UTC", "gmt": "Europe/London", "z": "UTC", "zulu": "UTC",
	"est": "America/New_York", "edt": "America/New_York", "et": "America/New_York", "eastern": "America/New_York", "us eastern": "America/New_York",
	"cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago", "central": "America/Chicago", "us central": "America/Chicago",
	"mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver", "mountain": "America/Denver", "us mountain": "America/Denver",
	"pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles", "pacific": "America/Los_Angeles", "us pacific": "America/Los_Angeles",
	"akst": "America/Anchorage", "akdt": "America/Anchorage", "hst": "Pacific/Honolulu", "ast": "America/Halifax", "adt": "America/Halifax",
	"nst": "America/St_Johns", "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires", "clt": "America/Santiago", "cot": "America/Bogota",
	"bst": "Europe/London", "wet": "Europe/Lisbon", "west": "Europe/Lisbon", "cet": "Europe/Paris", "cest": "Europe/Paris", "met": "Europe/Paris",
	"eet": "Europe/Athens", "eest": "Europe/Athens", "msk": "Europe/Moscow", "trt": "Europe/Istanbul",
	"ist": "Asia/Kolkata", "pkt": "Asia/Karachi", "gst": "Asia/Dubai", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong", "jst": "Asia/Tokyo",
	"kst": "Asia/Seoul", "ict": "Asia/Bangkok", "wib": "Asia/Jakarta", "pht": "Asia/Manila", "idt": "Asia/Jerusalem",
	"aest": "Australia/Sydney", "aedt": "Australia/Sydney", "aet": "Australia/Sydney", "acst": "Australia/Adelaide", "acdt": "Australia/Adelaide",
	"awst": "Australia/Perth", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland",
	"sast": "Africa/Johannesburg", "cat": "Africa/Maputo", "eat": "Africa/Nairobi", "wat": "Africa/Lagos",
}

// offsets lists the zones that people with an offset from UTC mostly live in:
// an offset by itself knows no summer time, so one of them is to be picked.
var offsets = map[string][]string{
	"+": {"Europe/London", "Europe/Lisbon", "Africa/Abidjan", "UTC"}, "-": {"Europe/London", "Europe/Lisbon", "Africa/Abidjan", "UTC"},
	"+1": {"Europe/Paris", "Europe/London", "Europe/Berlin", "Africa/Lagos", "Africa/Algiers"},
	"+2": {"Europe/Paris", "Europe/Athens", "Africa/Johannesburg", "Africa/Cairo", "Europe/Berlin"},
	"+3": {"Europe/Istanbul", "Europe/Moscow", "Africa/Nairobi", "Asia/Riyadh", "Europe/Athens"},
	"+4": {"Asia/Dubai", "Indian/Mauritius", "Indian/Reunion"}, "+5": {"Asia/Karachi", "Asia/Tashkent"}, "+5:30": {"Asia/Kolkata", "Asia/Colombo"},
	"+6": {"Asia/Dhaka", "Asia/Almaty"}, "+7": {"Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Jakarta"},
	"+8": {"Asia/Singapore", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Manila", "Australia/Perth"},
	"+9": {"Asia/Tokyo", "Asia/Seoul"}, "+9:30": {"Australia/Adelaide", "Australia/Darwin"}, "+10": {"Australia/Sydney", "Australia/Brisbane"},
	"+11": {"Australia/Sydney", "Pacific/Noumea"}, "+12": {"Pacific/Auckland", "Pacific/Fiji"}, "+13": {"Pacific/Auckland", "Pacific/Tongatapu"},
	"-2": {"America/Noronha", "America/Nuuk"}, "-3": {"America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Halifax", "America/Cayenne"},
	"-4": {"America/New_York", "America/Halifax", "America/Toronto", "America/Santiago", "America/Martinique"},
	"-5": {"America/New_York", "America/Toronto", "America/Chicago", "America/Bogota", "America/Lima"},
	"-6": {"America/Chicago", "America/Denver", "America/Mexico_City", "America/Winnipeg"},
	"-7": {"America/Denver", "America/Los_Angeles", "America/Phoenix", "America/Vancouver"},
	"-8": {"America/Los_Angeles", "America/Vancouver", "America/Tijuana"}, "-9": {"America/Anchorage"}, "-10": {"Pacific/Honolulu", "Pacific/Tahiti"},
}

// mainZones is for countries that have several zones in the database: the one
// in which nearly everybody lives, or those to choose from, the likeliest first.
var mainZones = map[string][]string{
	"US": {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"},
	"CA": {"America/Toronto", "America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Halifax"},
	"AU": {"Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane", "Australia/Perth", "Australia/Adelaide"},
	"BR": {"America/Sao_Paulo", "America/Bahia", "America/Manaus", "America/Fortaleza", "America/Recife"},
	"MX": {"America/Mexico_City", "America/Monterrey", "America/Tijuana", "America/Cancun", "America/Hermosillo"},
	"RU": {"Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok", "Europe/Samara"},
	"ID": {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}, "CD": {"Africa/Kinshasa", "Africa/Lubumbashi"}, "MN": {"Asia/Ulaanbaatar"},
	"AR": {"America/Argentina/Buenos_Aires"}, "CL": {"America/Santiago"}, "CN": {"Asia/Shanghai"}, "CY": {"Asia/Nicosia"}, "DE": {"Europe/Berlin"},
	"EC": {"America/Guayaquil"}, "ES": {"Europe/Madrid"}, "PT": {"Europe/Lisbon"}, "KZ": {"Asia/Almaty"}, "MY": {"Asia/Kuala_Lumpur"},
	"NZ": {"Pacific/Auckland"}, "UA": {"Europe/Kyiv"}, "UZ": {"Asia/Tashkent"}, "VN": {"Asia/Ho_Chi_Minh"}, "GL": {"America/Nuuk"},
	"PG": {"Pacific/Port_Moresby"}, "PS": {"Asia/Hebron"}, "PF": {"Pacific/Tahiti"},
}

// countryNames is what people call countries besides their names.
var countryNames = map[string]string{
	"usa": "US", "us": "US", "u s": "US", "america": "US", "united states of america": "US", "etats unis d amerique": "US", "uk": "GB", "great britain": "GB",
	"england": "GB", "scotland": "GB", "wales": "GB", "angleterre": "GB", "ecosse": "GB", "grande bretagne": "GB", "holland": "NL", "hollande": "NL", "pays bas": "NL",
	"uae": "AE", "emirats": "AE", "emirates": "AE", "turkey": "TR", "turquie": "TR", "ivory coast": "CI", "korea": "KR", "coree": "KR", "vietnam": "VN", "czech republic": "CZ", "rca": "CF",
}

// cities that the database does not name, or names in another language.
var cities = map[string]string{
	"nyc": "America/New_York", "new york city": "America/New_York", "boston": "America/New_York", "washington": "America/New_York", "washington dc": "America/New_York",
	"philadelphia": "America/New_York", "atlanta": "America/New_York", "miami": "America/New_York", "orlando": "America/New_York", "charlotte": "America/New_York",
	"pittsburgh": "America/New_York", "cleveland": "America/New_York", "columbus": "America/New_York", "baltimore": "America/New_York", "raleigh": "America/New_York",
	"dallas": "America/Chicago", "houston": "America/Chicago", "austin": "America/Chicago", "san antonio": "America/Chicago", "minneapolis": "America/Chicago",
	"saint louis": "America/Chicago", "st louis": "America/Chicago", "kansas city": "America/Chicago", "new orleans": "America/Chicago", "nashville": "America/Chicago", "milwaukee": "America/Chicago",
	"salt lake city": "America/Denver", "boulder": "America/Denver", "albuquerque": "America/Denver",
	"la": "America/Los_Angeles", "san francisco": "America/Los_Angeles", "sf": "America/Los_Angeles", "seattle": "America/Los_Angeles", "portland": "America/Los_Angeles",
	"san diego": "America/Los_Angeles", "san jose": "America/Los_Angeles", "las vegas": "America/Los_Angeles", "oakland": "America/Los_Angeles", "sacramento": "America/Los_Angeles",
	"montreal": "America/Toronto", "quebec": "America/Toronto", "ottawa": "America/Toronto", "calgary": "America/Edmonton",
	"rio": "America/Sao_Paulo", "rio de janeiro": "America/Sao_Paulo", "brasilia": "America/Sao_Paulo", "sao paulo": "America/Sao_Paulo", "medellin": "America/Bogota",
	"guadalajara": "America/Mexico_City", "mexico": "America/Mexico_City", "buenos aires": "America/Argentina/Buenos_Aires",
	"lyon": "Europe/Paris", "marseille": "Europe/Paris", "toulouse": "Europe/Paris", "bordeaux": "Europe/Paris", "lille": "Europe/Paris", "nantes": "Europe/Paris",
	"nice": "Europe/Paris", "strasbourg": "Europe/Paris", "montpellier": "Europe/Paris", "rennes": "Europe/Paris", "grenoble": "Europe/Paris",
	"londres": "Europe/London", "manchester": "Europe/London", "birmingham": "Europe/London", "edinburgh": "Europe/London", "glasgow": "Europe/London", "leeds": "Europe/London", "bristol": "Europe/London", "liverpool": "Europe/London",
	"bruxelles": "Europe/Brussels", "anvers": "Europe/Brussels", "antwerp": "Europe/Brussels", "liege": "Europe/Brussels", "geneva": "Europe/Zurich", "geneve": "Europe/Zurich", "lausanne": "Europe/Zurich", "bern": "Europe/Zurich", "basel": "Europe/Zurich",
	"munich": "Europe/Berlin", "hamburg": "Europe/Berlin", "hambourg": "Europe/Berlin", "frankfurt": "Europe/Berlin", "francfort": "Europe/Berlin", "cologne": "Europe/Berlin", "stuttgart": "Europe/Berlin", "dusseldorf": "Europe/Berlin",
	"barcelona": "Europe/Madrid", "barcelone": "Europe/Madrid", "valencia": "Europe/Madrid", "sevilla": "Europe/Madrid", "porto": "Europe/Lisbon", "lisbonne": "Europe/Lisbon",
	"milan": "Europe/Rome", "milano": "Europe/Rome", "turin": "Europe/Rome", "naples": "Europe/Rome", "venise": "Europe/Rome", "rotterdam": "Europe/Amsterdam", "the hague": "Europe/Amsterdam", "vienne": "Europe/Vienna",
	"krakow": "Europe/Warsaw", "varsovie": "Europe/Warsaw", "gothenburg": "Europe/Stockholm", "copenhague": "Europe/Copenhagen", "athenes": "Europe/Athens", "bucarest": "Europe/Bucharest", "moscou": "Europe/Moscow", "saint petersburg": "Europe/Moscow", "kiev": "Europe/Kyiv",
	"bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "bombay": "Asia/Kolkata", "delhi": "Asia/Kolkata", "new delhi": "Asia/Kolkata", "hyderabad": "Asia/Kolkata", "chennai": "Asia/Kolkata", "pune": "Asia/Kolkata",
	"beijing": "Asia/Shanghai", "pekin": "Asia/Shanghai", "shenzhen": "Asia/Shanghai", "guangzhou": "Asia/Shanghai", "hangzhou": "Asia/Shanghai", "osaka": "Asia/Tokyo", "kyoto": "Asia/Tokyo", "hanoi": "Asia/Ho_Chi_Minh", "saigon": "Asia/Ho_Chi_Minh",
	"singapour": "Asia/Singapore", "tel aviv": "Asia/Jerusalem", "abu dhabi": "Asia/Dubai", "lahore": "Asia/Karachi", "islamabad": "Asia/Karachi", "bali": "Asia/Makassar",
	"canberra": "Australia/Sydney", "wellington": "Pacific/Auckland", "christchurch": "Pacific/Auckland",
	"cape town": "Africa/Johannesburg", "le cap": "Africa/Johannesburg", "pretoria": "Africa/Johannesburg", "durban": "Africa/Johannesburg", "alger": "Africa/Algiers", "le caire": "Africa/Cairo",
	"rabat": "Africa/Casablanca", "marrakech": "Africa/Casablanca", "abuja": "Africa/Lagos", "addis abeba": "Africa/Addis_Ababa", "yaounde": "Africa/Douala", "antananarivo": "Indian/Antananarivo",
}
