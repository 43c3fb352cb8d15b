// A small Go server, which prints its port. It answers with http.ServeContent, Go's own answer to
// conditional requests and ranges.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

func main() {
	modified := time.Now().Add(-2 * time.Hour)
	text := strings.Repeat("A text that is worth being sent once. ", 40)
	http.HandleFunc("/entries/1", func(answer http.ResponseWriter, request *http.Request) {
		answer.Header().Set("ETag", `"v1"`)
		answer.Header().Set("Cache-Control", "no-cache")
		http.ServeContent(answer, request, "text.txt", modified, strings.NewReader(text))
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, nil))
}
