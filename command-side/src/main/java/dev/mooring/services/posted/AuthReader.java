package dev.mooring.services.posted;

import dev.mooring.api.request.Fields;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Auth.ClientAuthentication;
import dev.mooring.language.service.Auth.KeyPlacement;
import dev.mooring.language.service.Auth.Pkce;
import dev.mooring.language.service.Auth.Place;
import dev.mooring.language.service.Auth.Rotation;
import dev.mooring.language.service.UrlVariables;
import dev.mooring.services.posted.PostedService.PostedAuth;
import dev.mooring.services.posted.PostedService.PostedKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a service is authorized. Notes everything that is wrong. */
final class AuthReader {

    private static final int MOST_PARAMETERS = 20;
    private static final int MOST_KEYS = 10;
    private static final int LONGEST_CLIENT_ID = 255;
    private static final int LONGEST_CLIENT_SECRET = 4096;

    /** RFC 9110 §5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /** What frames a message, or names whom it is for (RFC 9110 §7.6.1). */
    private static final Set<String> FRAMING =
            Set.of(
                    "host",
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "upgrade",
                    "keep-alive",
                    "te",
                    "trailer",
                    "proxy-authorization",
                    "proxy-connection");

    /** RFC 6749 appendix A.1 and A.2: VSCHAR. */
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]+");

    private static final Pattern SEPARATOR = Pattern.compile("[ ,;|+:]");

    private final Fields fields;
    private final Url urls;

    AuthReader(Fields fields, Url urls) {
        this.fields = fields;
        this.urls = urls;
    }

    Auth read(@Nullable PostedAuth posted) {
        if (posted == null || posted.type() == null) {
            fields.wrong(posted == null ? "/auth" : "/auth/type", "required", "It is required");
            return new Auth.Bearer();
        }
        return switch (posted.type()) {
            case "oauth2_authorization_code" -> oauth2(posted);
            case "api_key" -> {
                refuseOAuth2(posted);
                yield new Auth.ApiKeys(keys(posted.keys()));
            }
            case "basic" -> {
                refuseOAuth2(posted);
                refuseKeys(posted);
                yield new Auth.Basic();
            }
            case "bearer" -> {
                refuseOAuth2(posted);
                refuseKeys(posted);
                yield new Auth.Bearer();
            }
            default -> {
                fields.wrong(
                        "/auth/type",
                        "auth_type.unsupported",
                        "One of oauth2_authorization_code, api_key, basic, bearer");
                yield new Auth.Bearer();
            }
        };
    }

    /** Checks a client's id and secret, where they are given. */
    static void checkClient(
            Fields fields, String at, @Nullable String clientId, @Nullable String clientSecret) {
        visible(fields, at + "/clientId", clientId, LONGEST_CLIENT_ID);
        visible(fields, at + "/clientSecret", clientSecret, LONGEST_CLIENT_SECRET);
    }

    private Auth oauth2(PostedAuth posted) {
        refuseKeys(posted);
        checkClient(fields, "/auth", posted.clientId(), posted.clientSecret());
        var discovers = discovers(posted);
        var auth =
                new Auth.OAuth2AuthorizationCode(
                        discovers ? "" : urls.endpoint("/auth/authorizeUrl", posted.authorizeUrl()),
                        discovers ? "" : urls.endpoint("/auth/tokenUrl", posted.tokenUrl()),
                        urls.optionalEndpoint("/auth/refreshUrl", posted.refreshUrl()),
                        urls.optionalEndpoint("/auth/revokeUrl", posted.revokeUrl()),
                        urls.optionalEndpoint("/auth/userinfoUrl", posted.userinfoUrl()),
                        urls.optionalIssuer("/auth/issuer", posted.issuer()),
                        urls.optionalEndpoint("/auth/jwksUrl", posted.jwksUrl()),
                        Boolean.TRUE.equals(posted.issuerInResponse()),
                        clientAuthentication(posted.clientAuthentication()),
                        pkce(posted.pkce()),
                        rotation(posted.rotation()),
                        separator(posted.scopeSeparator()),
                        extras("/auth/authorizeParameters", posted.authorizeParameters()),
                        extras("/auth/tokenParameters", posted.tokenParameters()));
        checkTogether(posted, auth);
        return auth;
    }

    /** Whether the endpoints are left to the issuer's metadata (RFC 8414, OpenID Connect). */
    private static boolean discovers(PostedAuth posted) {
        return posted.issuer() != null
                && posted.authorizeUrl() == null
                && posted.tokenUrl() == null;
    }

    private void checkTogether(PostedAuth posted, Auth.OAuth2AuthorizationCode auth) {
        var isPublic = auth.clientAuthentication() == ClientAuthentication.NONE;
        if (isPublic && posted.clientSecret() != null) {
            fields.wrong(
                    "/auth/clientSecret",
                    "not_applicable",
                    "A client that does not authenticate has no secret");
        }
        if (isPublic && auth.pkce() == Pkce.UNSUPPORTED) {
            fields.wrong(
                    "/auth/pkce",
                    "pkce.required",
                    "A client that does not authenticate needs PKCE (RFC 9700 §2.1.1)");
        }
        if (posted.clientSecret() != null && posted.clientId() == null) {
            fields.wrong("/auth/clientId", "required", "A client secret belongs to a client id");
        }
        if (discovers(posted)
                && !UrlVariables.in(Objects.requireNonNull(posted.issuer())).isEmpty()) {
            fields.wrong(
                    "/auth/issuer",
                    "url.variable_place",
                    "What is discovered is the same for every connection");
        }
        if (auth.issuer() == null && auth.issuerInResponse()) {
            fields.wrong("/auth/issuer", "required", "What iss is compared with is required");
        }
        if (auth.issuer() == null && auth.jwksUrl() != null) {
            fields.wrong("/auth/issuer", "required", "What id tokens are checked for is required");
        }
    }

    private ClientAuthentication clientAuthentication(@Nullable String value) {
        return switch (value) {
            case null -> ClientAuthentication.BASIC;
            case "basic" -> ClientAuthentication.BASIC;
            case "post" -> ClientAuthentication.POST;
            case "none" -> ClientAuthentication.NONE;
            default -> {
                unsupported("/auth/clientAuthentication", "basic, post, none");
                yield ClientAuthentication.BASIC;
            }
        };
    }

    private Pkce pkce(@Nullable String value) {
        return switch (value) {
            case null -> Pkce.S256;
            case "S256" -> Pkce.S256;
            case "unsupported" -> Pkce.UNSUPPORTED;
            default -> {
                unsupported("/auth/pkce", "S256, unsupported");
                yield Pkce.S256;
            }
        };
    }

    private Rotation rotation(@Nullable String value) {
        return switch (value) {
            case null -> Rotation.UNKNOWN;
            case "none" -> Rotation.NONE;
            case "grace" -> Rotation.GRACE;
            case "strict" -> Rotation.STRICT;
            case "unknown" -> Rotation.UNKNOWN;
            default -> {
                unsupported("/auth/rotation", "none, grace, strict, unknown");
                yield Rotation.UNKNOWN;
            }
        };
    }

    private String separator(@Nullable String value) {
        if (value == null) {
            return " ";
        }
        if (!SEPARATOR.matcher(value).matches()) {
            unsupported("/auth/scopeSeparator", "a space, comma, semicolon, bar, plus or colon");
        }
        return value;
    }

    /** Extra parameters of a request, none of which the protocol sets (security 7). */
    private Map<String, String> extras(String pointer, @Nullable Map<String, String> posted) {
        var extras = new TreeMap<String, String>();
        if (posted == null) {
            return extras;
        }
        if (posted.size() > MOST_PARAMETERS) {
            fields.wrong(pointer, "too_many", "At most %d are taken".formatted(MOST_PARAMETERS));
        }
        posted.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches()) {
                // What is no name is not repeated: it may be a secret in the wrong place.
                fields.wrong(pointer, "parameter.invalid", "One of the names is no parameter's");
                return;
            }
            var at = pointer + "/" + name.replace("~", "~0");
            if (ProtocolParameters.contains(name)) {
                fields.wrong(at, "parameter.reserved", "The protocol sets this itself");
            }
            extras.put(name, fields.text(at, value, 0, 500));
        });
        return extras;
    }

    private List<KeyPlacement> keys(@Nullable List<PostedKey> posted) {
        if (posted == null || posted.isEmpty()) {
            fields.wrong("/auth/keys", "required", "At least one key is required");
            return List.of();
        }
        var keys = new ArrayList<KeyPlacement>();
        var names = new HashSet<String>();
        for (var key : Items.of(fields, "/auth/keys", posted, MOST_KEYS)) {
            var at = "/auth/keys/" + keys.size();
            var name = keyName(at + "/name", key.name());
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                fields.wrong(at + "/name", "duplicate", "Another key has this name");
            }
            keys.add(
                    new KeyPlacement(
                            name,
                            label(at + "/label", key.label(), name),
                            place(at + "/in", key.in()),
                            prefix(at + "/prefix", key.prefix())));
        }
        return keys;
    }

    /** Security 29: a token, and nothing that frames a message. */
    private String keyName(String pointer, @Nullable String value) {
        if (value == null) {
            return fields.required(pointer, value, "");
        }
        if (!TOKEN.matcher(value).matches()) {
            fields.wrong(pointer, "key_name.invalid", "A name is a token (RFC 9110 §5.6.2)");
        } else if (FRAMING.contains(value.toLowerCase(Locale.ROOT))) {
            fields.wrong(pointer, "key_name.reserved", "A key cannot stand in that field");
        }
        return value;
    }

    private Place place(String pointer, @Nullable String value) {
        return switch (value) {
            case null -> fields.required(pointer, null, Place.HEADER);
            case "header" -> Place.HEADER;
            case "query" -> Place.QUERY;
            case "form" -> Place.FORM;
            default -> {
                unsupported(pointer, "header, query, form");
                yield Place.HEADER;
            }
        };
    }

    private String label(String pointer, @Nullable String value, String otherwise) {
        return value == null ? otherwise : fields.text(pointer, value, 1, 50);
    }

    private @Nullable String prefix(String pointer, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        visible(fields, pointer, value, 50);
        return value;
    }

    private void refuseOAuth2(PostedAuth posted) {
        refuse("authorizeUrl", posted.authorizeUrl());
        refuse("tokenUrl", posted.tokenUrl());
        refuse("refreshUrl", posted.refreshUrl());
        refuse("revokeUrl", posted.revokeUrl());
        refuse("userinfoUrl", posted.userinfoUrl());
        refuse("issuer", posted.issuer());
        refuse("jwksUrl", posted.jwksUrl());
        refuse("issuerInResponse", posted.issuerInResponse());
        refuse("clientId", posted.clientId());
        refuse("clientSecret", posted.clientSecret());
        refuse("clientAuthentication", posted.clientAuthentication());
        refuse("pkce", posted.pkce());
        refuse("rotation", posted.rotation());
        refuse("scopeSeparator", posted.scopeSeparator());
        refuse("authorizeParameters", posted.authorizeParameters());
        refuse("tokenParameters", posted.tokenParameters());
    }

    private void refuseKeys(PostedAuth posted) {
        refuse("keys", posted.keys());
    }

    private void refuse(String member, @Nullable Object value) {
        if (value != null) {
            fields.wrong("/auth/" + member, "not_applicable", "Not for this type of service");
        }
    }

    private void unsupported(String pointer, String choices) {
        fields.wrong(pointer, "unsupported", "One of: " + choices);
    }

    private static void visible(Fields fields, String pointer, @Nullable String value, int max) {
        if (value == null) {
            return;
        }
        fields.text(pointer, value, 1, max);
        if (!value.isEmpty() && !VISIBLE.matcher(value).matches()) {
            fields.wrong(pointer, "not_ascii", "Only printable ASCII is taken");
        }
    }
}
