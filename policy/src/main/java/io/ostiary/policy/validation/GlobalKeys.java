package io.ostiary.policy.validation;

import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.service.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The condition keys that belong to no one service: all that begin with {@code aws:}, and those of
 * STS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS
 *     global condition context keys</a>
 */
final class GlobalKeys {
  private static final String ALWAYS = "!";
  private static final String MANY = "[]";

  /** By type: a mark for those that every request carries, and one for those of many values. */
  private static final Map<ValueType, String> NAMES =
      Map.of(
          ValueType.ARN,
          """
          aws:PrincipalArn! aws:SourceArn aws:SourceVpcArn aws:ChatbotSourceArn
          aws:SignInSessionArn\
          """,
          ValueType.BOOL,
          """
          aws:SecureTransport! aws:ViaAWSService! aws:PrincipalIsAWSService!
          aws:MultiFactorAuthPresent aws:AssumedRoot aws:ViaAWSMCPService\
          """,
          ValueType.DATE,
          "aws:CurrentTime! aws:EpochTime! aws:TokenIssueTime",
          ValueType.NUMERIC,
          "aws:MultiFactorAuthAge sts:DurationSeconds",
          ValueType.IP_ADDRESS,
          "aws:SourceIp! aws:VpcSourceIp aws:Ec2InstanceSourcePrivateIPv4",
          ValueType.STRING,
          """
          aws:PrincipalAccount! aws:PrincipalType! aws:userid! aws:RequestedRegion! aws:UserAgent!
          aws:ResourceAccount!
          aws:PrincipalOrgID aws:PrincipalOrgPaths[] aws:PrincipalServiceName
          aws:PrincipalServiceNamesList[] aws:username aws:SourceIdentity aws:FederatedProvider
          aws:Ec2InstanceSourceVpc aws:SourceVpc aws:SourceVpce aws:VpceAccount aws:VpceOrgID
          aws:VpceOrgPaths[] aws:ResourceOrgID aws:ResourceOrgPaths[] aws:CalledVia[]
          aws:CalledViaFirst aws:CalledViaLast aws:CalledViaAWSMCP aws:referer aws:TagKeys[]
          aws:SourceAccount aws:SourceOrgID aws:SourceOrgPaths[] aws:SourceOwner
          aws:PrincipalTag/ aws:ResourceTag/ aws:RequestTag/
          sts:ExternalId sts:RoleSessionName sts:SourceIdentity sts:TransitiveTagKeys[]
          sts:AWSServiceName sts:IdentityTokenAudience[] sts:SigningAlgorithm\
          """);

  private static final Map<String, KeyFacts> FACTS = new LinkedHashMap<>();
  private static final List<String> SPELLINGS = new ArrayList<>();

  static {
    NAMES.forEach(
        (type, names) -> {
          StringTokenizer words = new StringTokenizer(names);
          while (words.hasMoreTokens()) {
            String marked = words.nextToken();
            String name = marked.replace(ALWAYS, "").replace(MANY, "");
            SPELLINGS.add(name);
            FACTS.put(
                RequestContext.fold(name),
                new KeyFacts(type, marked.endsWith(MANY), marked.endsWith(ALWAYS)));
          }
        });
  }

  private GlobalKeys() {}

  /** By folded name; of a family of tags, by what comes before the tag's own key. */
  static Map<String, KeyFacts> facts() {
    return FACTS;
  }

  /** In their usual spelling. */
  static List<String> spellings() {
    return SPELLINGS;
  }

  /** A key in its usual spelling if it is a global one, and as it is otherwise. */
  static String spelling(String key) {
    String family = key.substring(0, key.indexOf('/') + 1);
    for (String spelling : SPELLINGS) {
      String folded = RequestContext.fold(spelling);
      if (folded.equals(RequestContext.fold(family))) {
        return spelling + key.substring(family.length());
      }
      if (folded.equals(RequestContext.fold(key))) {
        return spelling;
      }
    }
    return key;
  }
}
