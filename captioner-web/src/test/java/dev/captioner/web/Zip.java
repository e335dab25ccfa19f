package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a ZIP, entry by entry. */
final class Zip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    Zip entry(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
        return this;
    }

    /** Adds photos with different checksums: decoders ignore the bytes after the end of the image. */
    Zip photos(int count, byte[] photo) throws IOException {
        for (int i = 0; i < count; i++) {
            ByteArrayOutputStream different = new ByteArrayOutputStream();
            different.writeBytes(photo);
            different.writeBytes(Integer.toString(i).getBytes(UTF_8));
            entry(String.format("photo-%04d.jpg", i), different.toByteArray());
        }
        return this;
    }

    byte[] end() throws IOException {
        zip.close();
        return bytes.toByteArray();
    }
}
