package answers

// The words that names are made of, brought to one form each whatever the
// language, spelling or abbreviation: "dir. martech", "directrice des
// technologies marketing" and "director of marketing technology" are one name.

// sameAs maps a folded word to the form under which names are kept. Two forms
// stand for two words.
var sameAs = map[string]string{
	"martech": "marketing tech", "martec": "marketing tech", "mktech": "marketing tech", "mar-tech": "marketing tech",
	"mops": "marketing operations", "mkops": "marketing operations", "mktops": "marketing operations", "mopser": "marketing operations",
	"mktg": "marketing", "mkt": "marketing", "mkg": "marketing", "mktng": "marketing", "marketting": "marketing",
	"technology": "tech", "technologies": "tech", "technologie": "tech", "technical": "tech", "technique": "tech",
	"techniques": "tech", "tech": "tech", "techno": "tech", "technologique": "tech", "technologiques": "tech", "techs": "tech",
	"ops": "operations", "operation": "operations", "operation's": "operations",
	"director": "director", "directors": "director", "directeur": "director", "directrice": "director", "directeurs": "director", "dir": "director", "direction": "director",
	"manager": "manager", "managers": "manager", "mgr": "manager", "mngr": "manager", "mgrs": "manager", "manageur": "manager", "manageuse": "manager", "mgmt": "management",
	"responsable": "responsable", "responsables": "responsable", "resp": "responsable",
	"head": "head", "heads": "head", "hd": "head",
	"chief": "chief", "chef": "chief", "cheffe": "chief",
	"senior": "senior", "sr": "senior", "snr": "senior", "seniors": "senior", "confirme": "senior", "confirmee": "senior",
	"digital": "digital", "numerique": "digital", "digitale": "digital", "digi": "digital",
	"tracking": "tracking", "suivi": "tracking", "trackings": "tracking",
	"tagging": "tagging", "taggage": "tagging", "marquage": "tagging", "balisage": "tagging",
	"architect": "architect", "architects": "architect", "architecte": "architect", "architectes": "architect", "archi": "architect", "archis": "architect",
	"solution": "solution", "solutions": "solution", "soln": "solution",
	"account": "account", "accounts": "account", "acct": "account", "accnt": "account", "compte": "account", "comptes": "account",
	"analytics": "analytics", "analytic": "analytics", "analytique": "analytics", "analytiques": "analytics",
	"analysis": "analysis", "analyse": "analysis", "analyses": "analysis",
	"analyst": "analyst", "analysts": "analyst", "analyste": "analyst", "analystes": "analyst",
	"data": "data", "datas": "data", "donnees": "data", "donnee": "data",
	"strategy": "strategy", "strategie": "strategy", "strategies": "strategy", "strat": "strategy", "strats": "strategy", "strategique": "strategy",
	"technologist": "technologist", "technologists": "technologist", "technologue": "technologist", "technologues": "technologist", "technologiste": "technologist",
	"brand": "brand", "brands": "brand", "marque": "brand", "marques": "brand",
	"demand": "demand", "demande": "demand", "demandes": "demand",
	"builder": "builder", "builders": "builder", "batisseur": "builder", "batisseurs": "builder", "batisseuse": "builder", "constructeur": "builder", "constructeurs": "builder",
	"orchestrator": "orchestrator", "orchestrators": "orchestrator", "orchestrateur": "orchestrator", "orchestratrice": "orchestrator", "orchestrateurs": "orchestrator",
	"maestro": "maestro", "maestros": "maestro",
	"modeler": "modeler", "modelers": "modeler", "modeller": "modeler", "modellers": "modeler", "modelisateur": "modeler", "modelisateurs": "modeler", "modelisatrice": "modeler", "modelisatrices": "modeler", "modeleur": "modeler", "modeleurs": "modeler",
	"maker": "maker", "makers": "maker", "makeur": "maker", "makeurs": "maker",
	"marketer": "marketer", "marketers": "marketer", "marketeer": "marketer", "marketeers": "marketer", "marketeur": "marketer", "marketeurs": "marketer", "marketeuse": "marketer", "marketeuses": "marketer",
	"owner": "owner", "owners": "owner", "proprietaire": "owner", "proprietaires": "owner",
	"process": "process", "processes": "process", "processus": "process",
	"product": "product", "products": "product", "produit": "product", "produits": "product",
	"administrator": "admin", "administrators": "admin", "administrateur": "admin", "administratrice": "admin", "administrateurs": "admin", "admin": "admin", "admins": "admin",
	"developer": "developer", "developers": "developer", "developpeur": "developer", "developpeuse": "developer", "developpeurs": "developer", "dev": "developer", "devs": "developer",
	"engineer": "engineer", "engineers": "engineer", "ingenieur": "engineer", "ingenieure": "engineer", "ingenieurs": "engineer", "eng": "engineer",
	"scientist": "scientist", "scientists": "scientist",
	"consultant": "consultant", "consultants": "consultant", "consultante": "consultant",
	"client": "client", "clients": "client",
	"archetype": "archetype", "archetypes": "archetype",
	"presales": "presales", "avant-vente": "presales", "avantvente": "presales",
	"po":   "product owner",
	"vice": "vp", "president": "", "vp": "vp",
	"system": "system", "systems": "system", "systeme": "system", "systemes": "system",
	"certification": "certification", "certifications": "certification", "certif": "certification", "certifs": "certification", "cert": "certification", "certs": "certification", "certificate": "certification", "certificat": "certification", "certified": "certification", "certifie": "certification",
	"citizen": "citizen", "citizens": "citizen", "citoyen": "citizen",
}

// skipped are words that names are compared without.
var skipped = words("a an the of for in on at and le la les l de du des d un une en et au aux pour & to")

// heads are words that end, or in French open, the title of a job. A title
// around one of them that is no name we know is a job that we do not know.
var heads = words(`manager director head lead officer engineer developer designer architect analyst consultant specialist
	coordinator administrator scientist researcher strategist planner buyer writer copywriter editor assistant executive
	representative recruiter accountant lawyer nurse teacher doctor pilot plumber electrician chef baker driver programmer
	tester owner technician coach trainer advisor adviser broker trader auditor controller operator secretary president
	investor investisseur influencer founder fondateur streamer youtuber realtor farmer soldier judge juge journalist photographer translator psychologist pharmacist dentist firefighter policeman surgeon actuary economist
	directeur directrice responsable chef cheffe chargé chargée charge chargee ingenieur ingenieure developpeur developpeuse architecte analyste consultante specialiste
	coordinateur coordinatrice administrateur administratrice redacteur redactrice graphiste charge assistante comptable avocat avocate
	infirmier infirmiere professeur medecin pilote plombier electricien boulanger boulangere chauffeur testeur testeuse technicien
	technicienne formateur formatrice conseiller conseillere courtier auditeur auditrice controleur controleuse secretaire
	journaliste photographe traducteur traductrice psychologue pharmacien dentiste pompier policier chirurgien actuaire
	acheteur acheteuse commercial commerciale vendeur vendeuse recruteur recruteuse intern apprentice trainee stagiaire alternant alternante apprenti apprentie master evangelist ambassador
	cto ceo cfo coo cio cdo cmo cro ciso cpo chro drh daf pdg rssi dpo`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	start := -1
	for i := 0; i <= len(s); i++ {
		space := i == len(s) || s[i] == ' ' || s[i] == '\n' || s[i] == '\t'
		if space && start >= 0 {
			m[foldWord(s[start:i])] = true
			start = -1
		} else if !space && start < 0 {
			start = i
		}
	}
	return m
}
