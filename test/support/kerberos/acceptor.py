"""A server that takes Kerberos by MIT's library alone: an enrollment service's challenge page, and a GSS-API peer.

Arguments: key table, certificate with its key (PEM), channel binding in hex. Prints its port.
"""

import base64
import http.server
import json
import ssl
import sys

import gssapi
from gssapi.raw import ChannelBindings

KEYTAB, PEM, BINDING = sys.argv[1], sys.argv[2], bytes.fromhex(sys.argv[3])
PAGE = '<p>The enrollment challenge password is: <b> %s </b></p>'
peer = None


def accepting(bound):
    credentials = gssapi.Credentials(usage='accept', store={'keytab': KEYTAB})
    bindings = ChannelBindings(application_data=BINDING) if bound else None
    return gssapi.SecurityContext(creds=credentials, usage='accept', channel_bindings=bindings)


class Page(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def answer(self, status, body, *offers):
        data = body.encode('utf-16')
        self.send_response(status)
        self.send_header('Content-Type', 'text/html')
        self.send_header('Content-Length', str(len(data)))
        for offer in offers:
            self.send_header('WWW-Authenticate', offer)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        way, _, given = self.headers.get('Authorization', '').partition(' ')
        if way == 'Basic' and base64.b64decode(given) == b'ndes:Basic-1':
            return self.answer(200, PAGE % 'BA51CBA51CBA51C0')
        if self.path.startswith('/basic'):
            return self.answer(401, 'Sign in', 'Basic realm="basic"')
        both = [] if self.path.startswith('/kerberos') else ['Basic realm="both"']
        if way == 'Negotiate':
            context, token, name = accepting(True), None, None
            try:
                token = context.step(base64.b64decode(given))
                # What is wrong is raised only here, where there is something to send.
                name = context.initiator_name
            except (gssapi.exceptions.GSSError, AttributeError):
                pass
            offered = base64.b64encode(token or b'').decode()
            if name is None:
                silent = self.path.startswith('/kerberos/silent')
                return self.answer(401, 'No', 'Negotiate' if silent else 'Negotiate ' + offered, *both)
            if self.path.startswith('/liar'):
                offered = base64.b64encode(token[:-4] + b'liar').decode()
            page = PAGE % 'AE5AE5AE5AE5AE50'
            return self.answer(200, page + str(name), 'Negotiate ' + offered)
        return self.answer(401, 'Sign in', 'Negotiate', 'NTLM', *both)

    def do_POST(self):
        global peer
        data = self.rfile.read(int(self.headers['Content-Length']))
        if self.path == '/accept':
            peer = accepting(False)
            answer = peer.step(data)
        elif self.path == '/unwrap':
            opened = peer.unwrap(data)
            answer = json.dumps([opened.message.decode(), opened.encrypted]).encode()
        else:
            answer = peer.wrap(data, self.path == '/seal').message
        self.send_response(200)
        self.send_header('Content-Length', str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Page)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(PEM)
server.socket = tls.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
