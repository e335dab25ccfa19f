package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes multipart/form-data (RFC 7578), part by part. */
final class Multipart {
    static final String TYPE = "multipart/form-data; boundary=between-parts";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A form with a photo in the part {@code image}. */
    static byte[] image(byte[] photo) {
        return new Multipart().file("image", "photo.jpg", "image/jpeg", photo).end();
    }

    Multipart file(String name, String fileName, String type, byte[] content) {
        return part("name=\"" + name + "\"; filename=\"" + fileName + "\"", "Content-Type: " + type + "\r\n", content);
    }

    Multipart field(String name, String value) {
        return part("name=\"" + name + "\"", "", value.getBytes(UTF_8));
    }

    private Multipart part(String disposition, String otherHeaders, byte[] content) {
        text("--between-parts\r\nContent-Disposition: form-data; " + disposition + "\r\n" + otherHeaders + "\r\n");
        bytes.writeBytes(content);
        text("\r\n");
        return this;
    }

    byte[] end() {
        text("--between-parts--\r\n");
        return bytes.toByteArray();
    }

    private void text(String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
    }
}
