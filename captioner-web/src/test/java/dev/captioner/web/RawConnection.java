package dev.captioner.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** A connection that sends any bytes, and reads responses one by one. */
final class RawConnection implements AutoCloseable {
    /** One response; its body has been read to its end. */
    record Response(int status, String head, String body) {
        boolean isProblem(int expected, String type) {
            return status == expected
                    && head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")
                    && body.contains("\"type\":\"/problems/" + type + "\"");
        }
    }

    private final Socket socket;
    private final InputStream input;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(120_000);
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
    }

    static RawConnection send(int port, String text) throws IOException {
        return new RawConnection(port).send(text);
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Socket socket() {
        return socket;
    }

    /** Reads the next response. */
    Response read() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) readByte());
        }
        String headers = head.toString().toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        StringBuilder body = new StringBuilder();
        if (headers.contains("transfer-encoding: chunked")) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.append(new String(readFully(size), ISO_8859_1));
                readFully(2);
            }
            readFully(2);
        } else if (headers.contains("content-length: ")) {
            int begin = headers.indexOf("content-length: ") + 16;
            int length = Integer.parseInt(headers.substring(begin, headers.indexOf('\r', begin)));
            body.append(new String(readFully(length), ISO_8859_1));
        }
        return new Response(status, head.toString(), body.toString());
    }

    /** Whether the service has closed the connection; waits for more bytes or the end. */
    boolean isAtEnd() {
        try {
            return input.read() < 0;
        } catch (IOException e) {
            return true; // reset
        }
    }

    private int chunkSize() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) readByte());
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    private int readByte() throws IOException {
        int read = input.read();
        if (read < 0) {
            throw new EOFException("the connection was closed before the end of the response");
        }
        return read;
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection was closed before the end of the response");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
