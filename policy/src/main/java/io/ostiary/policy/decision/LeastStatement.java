package io.ostiary.policy.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.document.ResourcePattern;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.Resource;
import java.util.Optional;

/** Writes the statement that allows one request, and as little else as the language can say. */
final class LeastStatement {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultIndenter INDENTED = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter WRITER =
      JSON.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
              .withObjectIndenter(INDENTED));
  private static final String SOURCE = "a statement that is not there yet";

  private LeastStatement() {}

  /** The statement as JSON, for a policy of a type. */
  static String json(AuthorizationRequest request, PolicyType type) {
    ObjectNode statement = JSON.createObjectNode();
    statement.put("Effect", "Allow");
    if (type == PolicyType.RESOURCE || type == PolicyType.TRUST) {
      putPrincipal(statement, request.principal());
    }
    statement.put("Action", request.action().toString());
    if (type != PolicyType.TRUST) {
      statement.put("Resource", pattern(request.resource().name()));
    }
    try {
      return WRITER.writeValueAsString(statement);
    } catch (JsonProcessingException cannotHappen) {
      throw new IllegalStateException(cannotHappen);
    }
  }

  /** The statement as it would be attached; empty if a policy of that type cannot hold it. */
  static Optional<AttachedStatement> attached(String json, PolicyType type) {
    String document = "{\"Version\": \"2012-10-17\", \"Statement\": " + json + '}';
    try {
      Policy policy = Policy.parse(document, type);
      Statement statement = policy.statements().get(0);
      return Optional.of(
          AttachedStatement.of(type, new PolicySet.Source(SOURCE, policy), statement));
    } catch (PolicySyntaxException inexpressible) {
      return Optional.empty();
    }
  }

  private static void putPrincipal(ObjectNode statement, Principal principal) {
    if (principal instanceof Principal.Anonymous) {
      statement.put("Principal", "*");
    } else if (principal instanceof Principal.Service) {
      statement.putObject("Principal").put("Service", principal.name());
    } else if (principal instanceof Principal.Federated) {
      statement.putObject("Principal").put("Federated", principal.name());
    } else {
      statement.putObject("Principal").put("AWS", lasting(principal));
    }
  }

  /** The name to give permissions to: of a role session the role, since the session passes. */
  static String lasting(Principal principal) {
    return principal instanceof Principal.RoleSession session
        ? session.roleArn()
        : principal.name();
  }

  private static String pattern(String name) {
    return name.equals(Resource.NONE) ? name : ResourcePattern.literal(name);
  }
}
