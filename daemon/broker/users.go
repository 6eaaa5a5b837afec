package broker

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"os"
	"strings"

	"github.com/nats-io/nats-server/v2/server"
)

// users reads the password file into opts and adds the daemon's own user.
func (b *Broker) users(opts *server.Options, path string) error {
	users, err := readUsers(path)
	if err != nil {
		return err
	}
	b.username, b.password = internalUser, rand.Text()
	opts.Users = append(users, &server.User{Username: b.username, Password: b.password})
	return nil
}

// readUsers reads lines "user:password". Blank lines and lines that begin with '#' are
// left out. The password is everything after the first colon.
func readUsers(path string) ([]*server.User, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("broker: password file: %w", err)
	}
	defer f.Close()
	var users []*server.User
	seen := map[string]bool{internalUser: true}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		u, err := parseUser(line, seen)
		if err != nil {
			return nil, fmt.Errorf("broker: password file %s:%d: %w", path, n, err)
		}
		users = append(users, u)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("broker: password file %s: %w", path, err)
	}
	if len(users) == 0 {
		return nil, fmt.Errorf("broker: password file %s: has no line user:password", path)
	}
	return users, nil
}

func parseUser(line string, seen map[string]bool) (*server.User, error) {
	name, password, ok := strings.Cut(line, ":")
	switch {
	case !ok || name == "":
		return nil, fmt.Errorf("want user:password")
	case password == "":
		return nil, fmt.Errorf("user %q has no password", name)
	case name == internalUser:
		return nil, fmt.Errorf("user %q is the daemon's own: take another name", name)
	case seen[name]:
		return nil, fmt.Errorf("user %q is named twice", name)
	}
	seen[name] = true
	return &server.User{Username: name, Password: password}, nil
}
