package dev.captioner.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The API keys. There can be several, so that a new key is added before an old one is removed. The service stores only their
 * SHA-256; that is safe for random keys, but not for passwords that people choose.
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
            // reported below without the value, which may be the key itself
        }
        throw new IllegalArgumentException(
                "captioner.security.keys." + name
                        + ": expected the SHA-256 of a key, 64 hexadecimal digits, as printed by printf %s \"$KEY\" | sha256sum; found something else");
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** The name of a key; empty if it is unknown. Takes the same time for every key, so timing reveals nothing. */
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
