// A small Express server, which prints its port.
//
// `/entries/1` is a handler with Express's own tags, set to strong ones, and compressed. It is
// written to without a look at If-Match, since Express has nothing for it. `/files/text.txt` is
// served by express.static.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const compression = require('compression')
const express = require('express')

const longEnoughForGzip = 'A text that is worth being compressed. '.repeat(40)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'express-'))
const file = path.join(folder, 'text.txt')
fs.writeFileSync(file, longEnoughForGzip)
fs.utimesSync(file, new Date(Date.now() - 7200e3), new Date(Date.now() - 7200e3))
process.on('SIGTERM', () => {
  fs.rmSync(folder, { recursive: true })
  process.exit()
})

let text = longEnoughForGzip
const app = express()
app.set('etag', 'strong')
if (!process.env.UNCOMPRESSED) app.use(compression())
app.get('/entries/1', (_, response) => response.type('text/plain').send(text))
app.put('/entries/1', express.text(), (request, response) => {
  text = request.body
  response.sendStatus(204)
})
app.use('/files', express.static(folder))
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port))
