package dev.captioner.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Objects;

/** Charges the key of a request for units, in addition to the one that the request itself costs. */
@FunctionalInterface
public interface UnitCharge {
    /** Of a request without a key. */
    UnitCharge FREE = units -> Duration.ZERO;

    /** Returns zero, or the time until the key has so many units again; then it was not charged. */
    Duration charge(int units);

    /** The charge of a request that has passed {@link ApiKeyFilter}. */
    static UnitCharge of(HttpServletRequest request) {
        return (UnitCharge) Objects.requireNonNullElse(request.getAttribute(UnitCharge.class.getName()), FREE);
    }

    /** Attaches the charge to a request. */
    default void attachTo(HttpServletRequest request) {
        request.setAttribute(UnitCharge.class.getName(), this);
    }
}
