import { Checkbox, NumberInput, Radio, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { commandDefinition, PLATFORMS } from '../../shared/catalogue/index.ts';
import { CommandFields } from '../commands/CommandFields.tsx';
import { NewPasswordFields, useNewPassword } from '../parts/NewPassword.tsx';
import { SetupPanesField } from '../parts/SetupPanesField.tsx';
import { CertificateFileFields } from '../settings/CertificateFileFields.tsx';
import classes from './Gallery.module.css';

/** Commands whose fields are, together, of every kind. */
const COMMANDS = ['EnableLostMode', 'EraseDevice', 'Settings', 'InstallApplication', 'ScheduleOSUpdate'];

function Command({ requestType }: { requestType: string }) {
  const [value, onChange] = useState<Readonly<Record<string, unknown>>>({});
  const definition = commandDefinition(requestType);
  if (definition === undefined) throw new Error(`The catalogue has no ${requestType}.`);
  return (
    <div className={classes.board}>
      <p className={classes.name}>{requestType}</p>
      <CommandFields
        keys={definition.keys}
        value={value}
        onChange={onChange}
        path=""
        findings={[]}
        attempted
        platforms={PLATFORMS}
      />
    </div>
  );
}

export const FORMS = {
  Fields: () => (
    <div className={classes.columns}>
      <div className={classes.board}>
        <TextInput label="Text" description="What it is for" placeholder="Room 204" />
        <TextInput label="Wrong" error="At least 10 characters, please." defaultValue="short" mt="sm" />
        <TextInput label="Off" disabled defaultValue="Cannot be changed" mt="sm" />
        <Textarea label="Long text" mt="sm" />
      </div>
      <div className={classes.board}>
        <NumberInput label="Number" defaultValue={7} />
        <Select label="Choice" data={['iPad', 'iPhone', 'Mac']} defaultValue="iPad" mt="sm" />
        <SegmentedControl aria-label="One of three" data={['Day', 'Week', 'Month']} mt="sm" />
      </div>
      <div className={classes.board}>
        <Checkbox label="Ticked" defaultChecked />
        <Checkbox label="Not ticked" mt="sm" />
        <Checkbox label="Some" indeterminate mt="sm" />
        <Checkbox label="Off" disabled mt="sm" />
        <Switch label="On" defaultChecked mt="sm" />
        <Switch label="Not on" mt="sm" />
        <Radio.Group label="One of two" defaultValue="a" mt="sm">
          <Radio value="a" label="This" />
          <Radio value="b" label="That" mt="xs" />
        </Radio.Group>
      </div>
    </div>
  ),
  NewPasswordFields() {
    const calm = useNewPassword();
    const attempted = { ...useNewPassword(), attempted: true, password: 'short', tooShort: true, different: true };
    return (
      <div className={classes.columns}>
        <div className={classes.board}>
          <NewPasswordFields value={calm} label="Password" again="Password again" />
        </div>
        <div className={classes.board}>
          <NewPasswordFields value={attempted} label="New password" again="New password again" />
        </div>
      </div>
    );
  },
  CertificateFileFields() {
    const [file, setFile] = useState<File | null>(null);
    const [passphrase, setPassphrase] = useState('');
    return (
      <div className={classes.board}>
        <CertificateFileFields
          label="Certificate"
          accept=".pem"
          file={file}
          onFile={setFile}
          passphrase={passphrase}
          onPassphrase={setPassphrase}
        />
      </div>
    );
  },
  SetupPanesField() {
    const [keys, setKeys] = useState(['Siri', 'SIMSetup', 'NewerThanThis']);
    return (
      <div className={classes.board}>
        <SetupPanesField label="Skipped panes" value={keys} onChange={setKeys} />
      </div>
    );
  },
  CommandFields: () => (
    <div className={classes.columns}>
      {COMMANDS.map((requestType) => (
        <Command key={requestType} requestType={requestType} />
      ))}
    </div>
  ),
};
