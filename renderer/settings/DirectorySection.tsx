import { RoleForm, useRefusal } from '../parts/RoleGate.tsx';
import { DirectoriesCard } from './directories/DirectoriesCard.tsx';
import { KerberosCard } from './KerberosCard.tsx';
import classes from './Settings.module.css';

/** Directories people are read from, and how this server signs in to servers of the organisation. */
export function DirectorySection() {
  const refusal = useRefusal('administrator');
  if (refusal !== undefined) return <RoleForm needs="administrator">{null}</RoleForm>;
  return (
    <div className={classes.stack}>
      <DirectoriesCard />
      <KerberosCard />
    </div>
  );
}
