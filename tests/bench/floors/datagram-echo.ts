// The floor of an answer over UDP: a bare socket that sends back what it got. Prints its port.
import { createSocket } from 'node:dgram'

const socket = createSocket('udp4')
socket.on('message', (bytes, { address, port }) => { socket.send(bytes, port, address) })
socket.bind(0, '127.0.0.1', () => { process.stdout.write(`${socket.address().port}\n`) })
