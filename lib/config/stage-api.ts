import { z } from 'zod';

const RolesSchema = z.array(z.enum(['viewer', 'editor', 'operator', 'approver']));
const RolesByNameSchema = z.record(z.string(), RolesSchema);

/** The HTTP API of a stage, in `cdk.json`; docs/api.md explains it. */
export const StageApiSchema = z.strictObject({
  /** Roles of callers with credentials of AWS. */
  iamRoles: RolesSchema.exactOptional(),
  /** Roles of some of them, by the name of their IAM role or user. */
  iamRolesByPrincipal: RolesByNameSchema.exactOptional(),
  /** Whose tokens are accepted. */
  jwt: z
    .strictObject({
      issuer: z.url({ protocol: /^https$/ }),
      audience: z.array(z.string().min(1)).min(1),
      claim: z.string().min(1).exactOptional(),
      rolesByGroup: RolesByNameSchema.exactOptional(),
    })
    .exactOptional(),
  /** Origins of web pages that may call it with a token. */
  allowOrigins: z.array(z.url()).exactOptional(),
});
