package dev.captioner.web.http;

import dev.captioner.web.serving.Client;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * The connection that a request came by. The request has been read to its end ({@link BodyFilter}), so whoever reads on gets the
 * next request or the end of the connection: Tomcat, asked how much there is to be read without waiting, tries, and says 1 for
 * the end as often as it is asked; bytes of a next request it counts once only.
 */
final class Connection implements Client {
    private final ServletInputStream input;

    private Connection(ServletInputStream input) {
        this.input = input;
    }

    static Connection of(HttpServletRequest request) throws IOException {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return new Connection(own.getInputStream());
    }

    @Override
    public boolean gone() {
        try {
            int first = input.available();
            int second = input.available();
            return first > 0 && second > 0;
        } catch (IOException e) {
            return true;
        }
    }
}
