package dev.captioner.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that open the service, as many as there are: a new one goes in before an old one goes out. Only their SHA-256 is known
 * here. That is enough for keys that are drawn at random, and it is not for passwords that people think of.
 */
final class ApiKeys {
    private static final int HASH_BYTES = 32;

    private final Map<String, byte[]> hashes = new LinkedHashMap<>();

    /** @param hexadecimal the SHA-256 of each key, by the key's name */
    ApiKeys(Map<String, String> hexadecimal) {
        hexadecimal.forEach((name, hash) -> hashes.put(name, hash(name, hash)));
    }

    private static byte[] hash(String name, String hexadecimal) {
        try {
            byte[] hash = HexFormat.of().parseHex(hexadecimal.strip());
            if (hash.length == HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // said below, without what was found, which may be the key itself
        }
        throw new IllegalArgumentException("captioner.security.keys." + name
                + ": expected the SHA-256 of a key, 64 hexadecimal digits, found something else; as printf %s \"$KEY\" | sha256sum"
                + " prints it");
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** The name of a key; the time that it takes tells nothing of which keys there are. */
    Optional<String> nameOf(String key) {
        byte[] given = sha256(key);
        String found = null;
        for (Map.Entry<String, byte[]> known : hashes.entrySet()) {
            if (MessageDigest.isEqual(known.getValue(), given)) {
                found = known.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
