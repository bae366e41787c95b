package dev.mooring.services;

/** A client's secret on its way to the vault. Shows nothing of itself. */
public final class ClientSecret {

    private final String value;

    public ClientSecret(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "ClientSecret[redacted]";
    }
}
